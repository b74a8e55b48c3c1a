using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Evaluation;

namespace Likeness.Modalities.Tables.Validity;

/// <summary>What keys real rows have: of one pattern, and each once.</summary>
internal static class KeyChecks
{
    /// <summary>The checks of one column; none of other kinds than identifiers, or where real keys do not all satisfy them.</summary>
    /// <param name="real">The real rows as they were read.</param>
    /// <param name="at">The place of the column.</param>
    public static IEnumerable<RowCheck> Of(Table real, int at)
    {
        var column = real.Columns[at];
        if (column.Kind is not IdentifierKind { Texts.Count: > 0 } kind)
        {
            yield break;
        }

        // Keys of other rows have the pattern of these.
        var pattern =
            real.Columns.FirstOrDefault(other => other.Name == kind.References)?.Kind as IdentifierKind ?? kind;
        if (!OfOther(real).Contains(true))
        {
            yield return new RowCheck(ValidityKind.Pattern, column.Name, 0, OfOther, OfTexts: true);
        }

        if (!Repeated(real).Contains(true))
        {
            yield return new RowCheck(ValidityKind.Key, column.Name, 0, Repeated, OfTexts: true);
        }

        bool[] OfOther(Table rows) =>
            Array.ConvertAll(Texts(rows, at), text => text is not null && !pattern.HasPattern(text));

        bool[] Repeated(Table rows)
        {
            var seen = new HashSet<string>();
            return Array.ConvertAll(Texts(rows, at), text => text is not null && !seen.Add(text));
        }
    }

    private static string?[] Texts(Table rows, int at) =>
        Array.ConvertAll(rows.ColumnValues(at), cell => double.IsNaN(cell) ? null : rows.Columns[at].Kind.Write(cell));
}
