// What the stand-in Salesforce answers. Refusals have the bodies that real organisations send, misspelt key included: Baton
// decides by their codes and the fields they name.

export type Answer = { status: number; body: unknown };
export type Refusal = { message: string; errorCode: string; fields?: string[] } & Record<string, unknown>;

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (id: string): Answer => ({ status: 201, body: { id, success: true, errors: [] } });
export const nothing: Answer = { status: 204, body: null };

export const refuse = (status: number, refusal: Refusal): Answer => ({ status, body: [refusal] });
export const isRefused = (answer: object): answer is Answer => 'status' in answer && 'body' in answer;

const bad = (errorCode: string, message: string, fields?: string[]): Answer =>
  refuse(400, { message, errorCode, ...(fields !== undefined && { fields }) });

export const expired = () => refuse(401, { message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' });
export const notFound = (message = 'The requested resource does not exist') =>
  refuse(404, { message, errorCode: 'NOT_FOUND' });
export const noExternalId = (field: string) =>
  notFound(`Provided external ID field does not exist or is not accessible: ${field}`);
export const isDeleted = () =>
  refuse(404, { message: 'entity is deleted', errorCode: 'ENTITY_IS_DELETED', fields: [] });
export const wrongMethod = (method: string) =>
  refuse(405, {
    message: `HTTP Method '${method}' not allowed. Allowed are HEAD,GET`,
    errorCode: 'METHOD_NOT_ALLOWED',
  });
export const malformedQuery = (message: string) => bad('MALFORMED_QUERY', message);
export const wrongId = (id: string) => bad('INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${id}`);
export const wrongLocator = () => bad('INVALID_QUERY_LOCATOR', 'invalid query locator');
export const notJson = (message: string) => bad('JSON_PARSER_ERROR', message);
export const noSuchType = (type: string) => bad('INVALID_TYPE', `sObject type '${type}' is not supported.`);
export const noSuchColumn = (field: string, type: string) =>
  bad('INVALID_FIELD', `No such column '${field}' on sobject of type ${type}`);
export const noSuchColumnAsked = (soql: string, field: string, type: string) =>
  bad(
    'INVALID_FIELD',
    `\n${soql}\n^\nERROR at Row:1:Column:8\nNo such column '${field}' on entity '${type}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
  );
export const notWritable = (field: string) =>
  bad(
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Unable to create/update fields: ${field}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
    [field],
  );
export const missing = (fields: string[]) =>
  bad('REQUIRED_FIELD_MISSING', `Required fields are missing: [${fields.join(', ')}]`, fields);
export const tooLong = (field: string, most: number) =>
  bad('STRING_TOO_LONG', `${field}: data value too large: (max length=${most})`, [field]);
export const wrongEmail = (field: string, value: string) =>
  bad('INVALID_EMAIL_ADDRESS', `${field}: invalid email address: ${value}`, [field]);
export const notInList = (field: string, value: string) =>
  bad('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', `${field}: bad value for restricted picklist field: ${value}`, [
    field,
  ]);
export const wrongReference = (field: string) =>
  bad('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [field]);
export const inactiveOwner = () => bad('INACTIVE_OWNER_OR_USER', 'operation performed with inactive user', []);
export const isConverted = () => bad('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead', []);
export const wrongTimes = () =>
  bad('FIELD_INTEGRITY_EXCEPTION', 'End Date/Time cannot be before the start.', ['EndDateTime']);
export const isTaken = (field: string, id: string) =>
  bad('DUPLICATE_VALUE', `duplicate value found: ${field} duplicates value on record with id: ${id}`, []);

export type Spelling = 'duplicateResut' | 'duplicateResult' | 'absent';

/** `records`: what the rule found, the best match first. */
export function duplicates(about: {
  type: string;
  records: { type: string; id: string }[];
  spelling: Spelling;
  allowSave: boolean;
}): Answer {
  const { type, records, spelling, allowSave } = about;
  const result = {
    allowSave,
    duplicateRule: `Standard_${type}_Duplicate_Rule`,
    duplicateRuleEntityType: type,
    errorMessage: 'You’re creating a duplicate record. We recommend you use an existing record instead.',
    matchResults: [...new Set(records.map((each) => each.type))].map((entityType) => {
      const found = records.filter((each) => each.type === entityType);
      return {
        entityType,
        errors: [],
        matchEngine: 'FuzzyMatchEngine',
        matchRecords: found.map(({ id }) => ({
          additionalInformation: [],
          fieldDiffs: [],
          matchConfidence: 100.0,
          record: {
            attributes: { type: entityType, url: `/services/data/v62.0/sobjects/${entityType}/${id}` },
            Id: id,
          },
        })),
        rule: `Standard_${entityType}_Match_Rule_v1_1`,
        size: found.length,
        success: true,
      };
    }),
  };
  return refuse(400, {
    ...(spelling !== 'absent' && { [spelling]: result }),
    errorCode: 'DUPLICATES_DETECTED',
    message: 'Use one of these records?',
  });
}

/** The token endpoint speaks OAuth's own language. */
export const noToken = (error: string, more: string): Answer => ({
  status: 400,
  body: { error, error_description: more },
});
