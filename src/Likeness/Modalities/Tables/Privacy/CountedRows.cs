using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Privacy;

/// <summary>
/// The training rows that count for a column. What is the same in all rows of a person counts once, unless each row is a person of its own: the department of an employee
/// follows from the manager, but is that of each employee.
/// </summary>
/// <param name="Key">The column of people, each of whom counts once.</param>
/// <param name="Rows">The rows.</param>
internal sealed record CountedRows(string Key, int[] Rows)
{
    /// <summary>The rows that count for columns that the rows of a person share; all rows count for the others.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="rules">The rules.</param>
    public static IReadOnlyDictionary<string, CountedRows> Find(Table train, IReadOnlyList<TableRule> rules)
    {
        string[] own =
        [
            .. train
                .Columns.Where(column => column.Kind is IdentifierKind { Repeats: false })
                .Select(column => column.Name),
        ];
        return rules
            .OfType<SubjectColumns>()
            .Where(rule => !IsForeign(rule, own))
            .SelectMany(rule =>
                rule.Same.Select(name =>
                    (name, counted: new CountedRows(rule.Column, [.. rule.FirstRows(train).Distinct()]))
                )
            )
            .ToDictionary(one => one.name, one => one.counted);
    }

    // Many rows with identifiers of their own have the key: those of people, or the key is one of who serves them.
    private static bool IsForeign(SubjectColumns rule, string[] own) =>
        rule.MeanRows >= Protection.MinRows
        && (Array.Exists(own, SubjectNames.ArePeople) || (own.Length > 0 && SubjectNames.AreStaff(rule.Column)));
}
