import { byId, make } from './dom.js';
import { namedType, typeText } from './schema.js';

const MAX_FOUND = 100;

/** The schema explorer. `onUse(operation, field)` is called for a root field that is to be tried. */
export function createDocs(onUse) {
  const view = byId('schema-view');
  const trail = byId('schema-trail');
  const search = byId('schema-search');
  let schema;
  let visited = [];

  function link(text, onClick, className = 'link') {
    const button = make('button', { type: 'button', className }, text);
    button.addEventListener('click', onClick);
    return button;
  }

  const typeLink = (ref) => link(typeText(ref), () => open(namedType(ref)), 'link type');

  function open(name) {
    const at = visited.indexOf(name);
    visited = at === -1 ? [...visited, name].slice(-6) : visited.slice(0, at + 1);
    search.value = '';
    show();
  }

  function show() {
    trail.replaceChildren(
      link('Schema', () => {
        visited = [];
        show();
      }),
    );
    for (const name of visited)
      trail.append(
        '›',
        link(name, () => open(name)),
      );
    const name = visited.at(-1);
    view.replaceChildren(...(name === undefined ? overview() : typePage(schema.types.get(name))));
  }

  function overview() {
    const parts = [];
    for (const [operation, name] of Object.entries(schema.roots)) {
      if (!name) continue;
      parts.push(make('h3', {}, operation), fieldList(schema.types.get(name).fields, operation));
    }
    const others = [...schema.types.values()].filter((type) => !type.name.startsWith('__') && !Object.values(schema.roots).includes(type.name));
    parts.push(
      make('h3', {}, 'types'),
      make(
        'ul',
        {},
        ...others.map((type) =>
          make(
            'li',
            {},
            link(type.name, () => open(type.name), 'link type'),
          ),
        ),
      ),
    );
    return parts;
  }

  function typePage(type) {
    const parts = [
      make('h2', {}, type.name),
      make('p', {}, ...prose([type.kind.toLowerCase().replace('_', ' '), type.description ?? ''].filter(Boolean).join(': '))),
    ];
    const operation = Object.entries(schema.roots).find(([, name]) => name === type.name)?.[0];
    if (type.fields) parts.push(make('h3', {}, 'fields'), fieldList(type.fields, operation));
    if (type.inputFields)
      parts.push(make('h3', {}, 'fields'), make('ul', {}, ...type.inputFields.map((input) => described(make('li', {}, ...inputText(input)), input))));
    if (type.enumValues) parts.push(make('h3', {}, 'values'), make('ul', {}, ...type.enumValues.map((value) => described(make('li', {}, value.name), value))));
    for (const [title, types] of [
      ['implements', type.interfaces],
      ['possible types', type.possibleTypes],
    ]) {
      if (types?.length)
        parts.push(
          make('h3', {}, title),
          make(
            'ul',
            {},
            ...types.map((other) =>
              make(
                'li',
                {},
                link(other.name, () => open(other.name), 'link type'),
              ),
            ),
          ),
        );
    }
    return parts;
  }

  function inputText(input) {
    return [`${input.name}: `, typeLink(input.type), input.defaultValue === null || input.defaultValue === undefined ? '' : ` = ${input.defaultValue}`];
  }

  function fieldList(fields, operation) {
    return make(
      'ul',
      {},
      ...fields.map((field) => {
        const item = make('li', {});
        if (operation !== undefined) item.append(link('Use', () => onUse(operation, field), 'use'));
        item.append(make('span', { className: field.isDeprecated ? 'deprecated' : 't-name' }, field.name));
        if (field.args.length > 0) item.append('(', ...field.args.flatMap((arg, index) => [index === 0 ? '' : ', ', ...inputText(arg)]), ')');
        item.append(': ', typeLink(field.type));
        return described(item, field);
      }),
    );
  }

  function described(item, { description, isDeprecated, deprecationReason }) {
    if (description) item.append(make('p', {}, ...prose(description)));
    if (isDeprecated) item.append(make('p', {}, ...prose(`Deprecated: ${deprecationReason ?? ''}`)));
    return item;
  }

  function find(text) {
    const wanted = text.toLowerCase();
    const found = [];
    for (const type of schema.types.values()) {
      if (type.name.startsWith('__')) continue;
      if (type.name.toLowerCase().includes(wanted))
        found.push(
          make(
            'li',
            {},
            link(type.name, () => open(type.name), 'link type'),
          ),
        );
      for (const field of type.fields ?? type.inputFields ?? []) {
        if (field.name.toLowerCase().includes(wanted))
          found.push(
            make(
              'li',
              {},
              link(`${type.name}.${field.name}`, () => open(type.name)),
              ': ',
              typeLink(field.type),
            ),
          );
      }
    }
    if (found.length === 0) view.replaceChildren(make('p', {}, 'No type and no field has a name like this.'));
    else view.replaceChildren(make('ul', {}, ...found.slice(0, MAX_FOUND)), found.length > MAX_FOUND ? `and ${found.length - MAX_FOUND} more` : '');
  }

  search.addEventListener('input', () => {
    if (schema === undefined) return;
    if (search.value.trim() === '') show();
    else find(search.value.trim());
  });

  return {
    set(loaded) {
      schema = loaded;
      visited = visited.filter((name) => schema.types.has(name));
      show();
    },
  };
}

/** A description's text: lines that were broken for their length alone run on, paragraphs and lists stay, `code` is shown as code. */
function prose(description) {
  const text = description.replaceAll(/(?<!\n)\n(?!\n|\s*[-*|`])/g, ' ');
  return text.split(/`([^`\n]+)`/).map((part, index) => (index % 2 === 1 ? make('code', {}, part) : part));
}
