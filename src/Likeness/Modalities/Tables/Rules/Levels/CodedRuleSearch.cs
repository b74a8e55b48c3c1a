using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Calendar;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>
/// Finds rules of a table in which codes stand in place of some numbers. A rule would restore numbers where codes are, so none restores such a column; a column that has only several ways to write missing values has one then.
/// </summary>
internal static class CodedRuleSearch
{
    /// <summary>The rules.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="search">Finds the rules of training rows.</param>
    public static TableRules Find(Table train, Func<Table, TableRules> search)
    {
        var found = search(train);
        if (train.Columns.All(column => column.Codes is null))
        {
            return found;
        }

        Column[] own = [.. train.Columns];
        Column[] seen = [.. train.Columns];
        while (true)
        {
            int[] restored =
            [
                .. Enumerable
                    .Range(0, own.Length)
                    .Where(i =>
                        own[i].Codes is not null && seen[i].Kind is not TextKind && IsRestored(found, own[i].Name)
                    ),
            ];
            if (restored.Length == 0)
            {
                return found.With(own, CodeColumn.All(train.Under(own)));
            }

            foreach (int i in restored)
            {
                bool hasValues = own[i].Codes!.Values.Count > 0;
                own[i] = hasValues ? own[i] : own[i] with { Codes = null };
                seen[i] = hasValues ? seen[i] with { Kind = new TextKind([]) } : own[i];
            }

            found = search(train.Under(seen));
        }
    }

    private static bool IsRestored(TableRules found, string column) =>
        found.Exceptions.Concerns(column)
        || found.Rules.Any(rule =>
            rule.Replaces
            && rule is not SubjectColumns
            && (
                rule.Column == column
                || (rule is ExclusiveColumn or OneOfColumn or DateColumn && rule.Needs.Contains(column))
            )
        );
}
