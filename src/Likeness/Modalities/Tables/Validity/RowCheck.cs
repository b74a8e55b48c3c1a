using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Validity;

/// <summary>One thing that may make rows invalid.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The rule, or the name of the column.</param>
/// <param name="LeftOut">How many of the real rows would be invalid beside the others.</param>
/// <param name="Fails">Whether each row is invalid: [rows.RowCount].</param>
/// <param name="OfTexts">Whether rows are checked as they were read, with the texts of keys.</param>
internal sealed record RowCheck(
    ValidityKind Kind,
    string Name,
    int LeftOut,
    Func<Table, bool[]> Fails,
    bool OfTexts = false
)
{
    /// <summary>The rule of subjects whose rows all have the same value: these, not rows, are evidence. Null where each row has its own.</summary>
    public SubjectColumns? Subjects { get; init; }

    /// <summary>Whether no real row can fail by chance: a key that each row has for itself stands in two rows.</summary>
    public bool IsCertain => Kind == ValidityKind.Key;

    /// <summary>An example of rows that fail, in words; null for none.</summary>
    public Func<Table, string?>? Example { get; init; }

    /// <summary>The rows that are evidence of their own: the first of each subject; null for all rows.</summary>
    /// <param name="rows">The rows.</param>
    public int[]? Heads(Table rows) => Subjects is null ? null : [.. Subjects.FirstRows(rows).Distinct()];
}
