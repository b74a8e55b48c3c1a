using Likeness.Data;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>Rules in words for a reader: columns in succession, of which each is near the next one, are one line.</summary>
internal static class RuleLines
{
    private const int Shortest = 3;

    /// <summary>The lines.</summary>
    /// <param name="rules">The rules, in the order in which they encode.</param>
    /// <param name="columns">The columns of the data.</param>
    /// <param name="mayBreak">Whether some rows break a rule.</param>
    public static IEnumerable<string> Of(
        IReadOnlyList<TableRule> rules,
        IReadOnlyList<Column> columns,
        Func<TableRule, bool> mayBreak
    )
    {
        for (int i = 0, next; i < rules.Count; i = next)
        {
            next = i + 1;
            while (next < rules.Count && rules[next - 1] is SuccessiveColumn one && rules[next].Column == one.Before)
            {
                next++;
            }

            var lines =
                next - i >= Shortest && rules[next - 1] is SuccessiveColumn last
                    ? [Chain(rules[i].Column, ((SuccessiveColumn)rules[i]).Before, last.Before, next - i + 1)]
                : mayBreak(rules[i]) ? rules[i].Texts.Select(RuleText.Exceptional)
                : rules[i].Lines(columns);
            next = next - i >= Shortest ? next : i + 1;
            foreach (string line in lines)
            {
                yield return line;
            }
        }
    }

    private static string Chain(string first, string second, string last, int count) =>
        $"{first}{RuleText.Near}{second}{RuleText.Near}…{RuleText.Near}{last} ({count} columns, each near the next one)";
}
