using System.Globalization;
using System.Text.RegularExpressions;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// Turns the formula of a delay, <c>delay = (actual - planned) / 60</c>, into that of the actual time, <c>actual = planned + 60 × delay</c>, where some are early:
/// no order says how near the two times are, but the delay does. Terms of a few lengths, such as 14 or 30 days to pay, are chosen, and the later day follows from them.
/// </summary>
internal static partial class DelayRules
{
    private const string OfDay = "1 day";
    private const double SecondsPerDay = 86_400;
    private const int MaxTerms = 12;
    private const int MinRowsPerTerm = 5;

    /// <summary>The rule that computes the later time; the given one where it is no such formula, or the times are in order.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="rule">A rule of the training rows.</param>
    /// <param name="found">All formulas of these.</param>
    public static FormulaColumn Turned(Table train, FormulaColumn rule, IReadOnlyList<FormulaColumn> found)
    {
        if (Pattern().Match(rule.Formula) is not { Success: true } match || rule.Parts.Count != 2)
        {
            return rule;
        }

        string[] names = [.. train.Columns.Select(column => column.Name)];
        int at = Array.IndexOf(names, rule.Column);
        int actual = Array.IndexOf(names, rule.Parts[0]);
        int planned = Array.IndexOf(names, rule.Parts[1]);
        if (
            train.Columns[actual].Kind is not TimeKind
            || train.Columns[planned].Kind is not TimeKind
            || found.Any(other => other.Column == rule.Parts[0])
            || !(
                AreTerms(train.Column(at))
                || Enumerable.Range(0, train.RowCount).Any(row => train[row, actual] < train[row, planned])
            )
        )
        {
            return rule;
        }

        string unit = match.Groups["unit"] is { Success: true, Value: var value } ? value : "1";
        double seconds = unit == OfDay ? SecondsPerDay : double.Parse(unit, CultureInfo.InvariantCulture);
        string text = seconds == 1 ? "#0 + #1" : string.Create(CultureInfo.InvariantCulture, $"#0 + {seconds} × #1");
        var turned = FormulaColumn.Create(
            train,
            actual,
            [planned, at],
            FormulaParser.Parse(text, ["#0", "#1"])!.Value.Formula
        );
        return !turned.IsAlone && turned.Holds(train).Count(holds => holds) >= rule.Holds(train).Count(holds => holds)
            ? turned
            : rule;
    }

    private static bool AreTerms(ReadOnlySpan<double> delays)
    {
        var terms = new HashSet<double>();
        foreach (double delay in delays)
        {
            if (!double.IsNaN(delay) && terms.Add(delay) && terms.Count > MaxTerms)
            {
                return false;
            }
        }

        return delays.Length >= MinRowsPerTerm * terms.Count;
    }

    [GeneratedRegex(@"^(\(#0 - #1\) / (?<unit>[0-9.]+|1 day)|#0 - #1)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
