using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>Rows that belong to subjects.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Heads">The head of each row's subject, a row of it whose values all have: [rows.RowCount].</param>
/// <param name="Places">The place of each row in its subject, from 0: [rows.RowCount].</param>
internal sealed record SubjectBlock(Table Rows, int[] Heads, int[] Places)
{
    /// <summary>The first row of each row's inner key: [rows.RowCount].</summary>
    public int[] InnerHeads { get; init; } = [];

    /// <summary>The place of each row in its inner key, from 0: [rows.RowCount].</summary>
    public int[] InnerPlaces { get; init; } = [];

    /// <summary>The heads and places of the rows in keys; null where they are not known.</summary>
    /// <param name="rule">The rule of the keys.</param>
    /// <param name="context">The keys whose rows follow each other; null for none.</param>
    public (int[] Heads, int[] Places)? Of(SubjectColumns rule, SubjectContext? context) =>
        Heads.Length == 0 || context is null ? null
        : rule.Column == context.Key ? (Heads, Places)
        : rule.Column == context.Nested?.Key ? (InnerHeads, InnerPlaces)
        : null;
}
