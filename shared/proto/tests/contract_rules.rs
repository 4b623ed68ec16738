//! The rules of `buf.yaml`, checked offline over the compiled descriptors: buf's STANDARD lint
//! rules and its COMMENTS rules as far as they concern these contracts, and a snapshot of the
//! wire that fails on every change of a name, number or type (the FILE rules of breaking changes).

use std::collections::BTreeSet;
use std::fmt::Write;

use communique_proto::FILE_DESCRIPTOR_SET;
use prost::Message;
use prost_types::{
    DescriptorProto, EnumDescriptorProto, FileDescriptorProto, FileDescriptorSet,
    ServiceDescriptorProto,
};

fn files() -> Vec<FileDescriptorProto> {
    let set = FileDescriptorSet::decode(FILE_DESCRIPTOR_SET).expect("the set is well formed");
    let ours = set
        .file
        .into_iter()
        .filter(|file| file.package().starts_with("communique."));
    ours.collect()
}

fn is_lower_snake(name: &str) -> bool {
    !name.is_empty()
        && name.split('_').all(|part| {
            !part.is_empty()
                && part
                    .chars()
                    .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
        })
}

fn is_upper_snake(name: &str) -> bool {
    is_lower_snake(&name.to_ascii_lowercase()) && name == name.to_ascii_uppercase()
}

fn is_pascal(name: &str) -> bool {
    name.starts_with(|letter: char| letter.is_ascii_uppercase())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric())
}

fn upper_snake_of(pascal: &str) -> String {
    let mut name = String::new();
    for letter in pascal.chars() {
        if letter.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(letter.to_ascii_uppercase());
    }
    name
}

fn lint_enumeration(enumeration: &EnumDescriptorProto, faults: &mut Vec<String>) {
    let name = enumeration.name();
    let prefix = upper_snake_of(name);
    if !is_pascal(name) {
        faults.push(format!("ENUM_PASCAL_CASE {name}"));
    }
    for value in &enumeration.value {
        if !is_upper_snake(value.name()) || !value.name().starts_with(&format!("{prefix}_")) {
            faults.push(format!("ENUM_VALUE_PREFIX {name}.{}", value.name()));
        }
        if value.number() == 0 && value.name() != format!("{prefix}_UNSPECIFIED") {
            faults.push(format!("ENUM_ZERO_VALUE_SUFFIX {name}.{}", value.name()));
        }
    }
    if enumeration
        .value
        .first()
        .is_none_or(|value| value.number() != 0)
    {
        faults.push(format!("ENUM_FIRST_VALUE_ZERO {name}"));
    }
}

fn lint_message(message: &DescriptorProto, faults: &mut Vec<String>) {
    if !is_pascal(message.name()) {
        faults.push(format!("MESSAGE_PASCAL_CASE {}", message.name()));
    }
    for field in &message.field {
        if !is_lower_snake(field.name()) {
            faults.push(format!(
                "FIELD_LOWER_SNAKE_CASE {}.{}",
                message.name(),
                field.name()
            ));
        }
    }
    for oneof in &message.oneof_decl {
        // A field marked `optional` stands in a oneof made up by the compiler: `_name`.
        if !oneof.name().starts_with('_') && !is_lower_snake(oneof.name()) {
            faults.push(format!(
                "ONEOF_LOWER_SNAKE_CASE {}.{}",
                message.name(),
                oneof.name()
            ));
        }
    }
    for enumeration in &message.enum_type {
        lint_enumeration(enumeration, faults);
    }
    for nested in &message.nested_type {
        let is_map = nested
            .options
            .as_ref()
            .is_some_and(|options| options.map_entry());
        if !is_map {
            lint_message(nested, faults);
        }
    }
}

fn lint_service(
    package: &str,
    service: &ServiceDescriptorProto,
    used: &mut BTreeSet<String>,
    faults: &mut Vec<String>,
) {
    if !is_pascal(service.name()) || !service.name().ends_with("Service") {
        faults.push(format!("SERVICE_SUFFIX {}", service.name()));
    }
    for method in &service.method {
        let name = method.name();
        for (given, suffix) in [
            (method.input_type(), "Request"),
            (method.output_type(), "Response"),
        ] {
            if given != format!(".{package}.{name}{suffix}") {
                faults.push(format!(
                    "RPC_{}_STANDARD_NAME {name}",
                    suffix.to_uppercase()
                ));
            }
            if !used.insert(given.to_owned()) {
                faults.push(format!("RPC_REQUEST_RESPONSE_UNIQUE {given}"));
            }
        }
    }
}

/// Every element must carry a comment; the paths are those of `SourceCodeInfo`.
fn lint_comments(file: &FileDescriptorProto, faults: &mut Vec<String>) {
    let info = file
        .source_code_info
        .as_ref()
        .expect("protox keeps comments");
    let commented: BTreeSet<&[i32]> = info
        .location
        .iter()
        .filter(|location| !location.leading_comments().trim().is_empty())
        .map(|location| location.path.as_slice())
        .collect();
    let mut expect = |path: &[i32], name: String| {
        if !commented.contains(path) {
            faults.push(format!("COMMENT {name}"));
        }
    };
    for (index, message) in (0..).zip(&file.message_type) {
        expect(&[4, index], message.name().to_owned());
        for (field_index, field) in (0..).zip(&message.field) {
            expect(
                &[4, index, 2, field_index],
                format!("{}.{}", message.name(), field.name()),
            );
        }
        for (oneof_index, oneof) in (0..).zip(&message.oneof_decl) {
            if !oneof.name().starts_with('_') {
                expect(
                    &[4, index, 8, oneof_index],
                    format!("{}.{}", message.name(), oneof.name()),
                );
            }
        }
    }
    for (index, enumeration) in (0..).zip(&file.enum_type) {
        expect(&[5, index], enumeration.name().to_owned());
        for (value_index, value) in (0..).zip(&enumeration.value) {
            expect(&[5, index, 2, value_index], value.name().to_owned());
        }
    }
    for (index, service) in (0..).zip(&file.service) {
        expect(&[6, index], service.name().to_owned());
        for (method_index, method) in (0..).zip(&service.method) {
            expect(
                &[6, index, 2, method_index],
                format!("{}.{}", service.name(), method.name()),
            );
        }
    }
}

#[test]
fn the_contracts_keep_the_rules() {
    let mut faults = Vec::new();
    let mut used = BTreeSet::new();
    let files = files();
    let packages: BTreeSet<_> = files.iter().map(|file| file.package()).collect();
    assert_eq!(packages.len(), 4, "{packages:?}");
    for file in &files {
        let folder = file
            .name()
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        if folder.replace('/', ".") != file.package() {
            faults.push(format!("PACKAGE_DIRECTORY_MATCH {}", file.name()));
        }
        if !file.package().ends_with(".v1") {
            faults.push(format!("PACKAGE_VERSION_SUFFIX {}", file.package()));
        }
        if file.syntax() != "proto3" {
            faults.push(format!("SYNTAX_SPECIFIED {}", file.name()));
        }
        file.message_type
            .iter()
            .for_each(|message| lint_message(message, &mut faults));
        file.enum_type
            .iter()
            .for_each(|each| lint_enumeration(each, &mut faults));
        for service in &file.service {
            lint_service(file.package(), service, &mut used, &mut faults);
        }
        lint_comments(file, &mut faults);
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

fn print_message(scope: &str, message: &DescriptorProto, lines: &mut Vec<String>) {
    let name = format!("{scope}.{}", message.name());
    for field in &message.field {
        let mut line = format!(
            "{name} {} = {} {} {}",
            field.name(),
            field.number(),
            field.label().as_str_name(),
            field.r#type().as_str_name()
        );
        if !field.type_name().is_empty() {
            let _ = write!(line, " {}", field.type_name());
        }
        if let Some(oneof) = field
            .oneof_index
            .and_then(|at| message.oneof_decl.get(at as usize))
        {
            let _ = write!(line, " in {}", oneof.name());
        }
        lines.push(line);
    }
    for nested in &message.nested_type {
        print_message(&name, nested, lines);
    }
}

/// A change to this snapshot is a change to the wire. Adding is allowed; a line that changes or
/// goes away breaks clients and needs a new package version.
#[test]
fn the_wire_stays_as_it_is() {
    let mut lines = Vec::new();
    for file in files() {
        for message in &file.message_type {
            print_message(file.package(), message, &mut lines);
        }
        for enumeration in &file.enum_type {
            for value in &enumeration.value {
                lines.push(format!(
                    "{}.{} = {}",
                    file.package(),
                    value.name(),
                    value.number()
                ));
            }
        }
        for service in &file.service {
            for method in &service.method {
                let stream = |streams: bool| if streams { "stream " } else { "" };
                lines.push(format!(
                    "{}.{}/{} ({}{}) -> ({}{})",
                    file.package(),
                    service.name(),
                    method.name(),
                    stream(method.client_streaming()),
                    method.input_type(),
                    stream(method.server_streaming()),
                    method.output_type()
                ));
            }
        }
    }
    lines.sort();
    insta::assert_snapshot!(lines.join("\n"));
}
