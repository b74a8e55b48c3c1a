using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Evaluation;
using Likeness.Evaluation.ExactTests;
using Likeness.Evaluation.Verdicts;
using MathNet.Numerics.Distributions;

namespace Likeness.Modalities.Tables.Validity;

/// <summary>Generated keys that are those of training rows, such as the numbers of people that the model was trained on: they name them, whatever the other columns say.</summary>
internal static class TrainingKeys
{
    private const double MaxChance = 0.001;
    private const double MinMore = 0.01;

    /// <summary>A report whose first warnings name columns with such keys.</summary>
    /// <param name="report">The report.</param>
    /// <param name="read">The rows as they were read, with the texts of their keys.</param>
    public static EvaluationReport Add(EvaluationReport report, CheckedRows read) =>
        read.Test is not { } test
            ? report
            : report with
            {
                Warnings =
                [
                    .. Enumerable
                        .Range(0, read.Known.Width)
                        .Where(at => read.Known.Columns[at].Kind is IdentifierKind { Texts.Count: > 0 })
                        .Select(at => Warning(read.Known, test, read.Generated, at))
                        .OfType<string>(),
                    .. report.Warnings,
                ],
            };

    private static string? Warning(Table train, Table test, Table generated, int at)
    {
        var known = Keys(train, at);
        var unseen = Keys(test, at);
        var made = Keys(generated, at);
        var (hits, hitsTest) = (made.Count(known.Contains), unseen.Count(known.Contains));
        double fraction = Fraction(hits, made.Count);
        double chance = Math.Max(Fraction(hitsTest, unseen.Count), Density(known, unseen));
        return
            fraction >= chance + MinMore
            && FisherExactTest.Greater(hits, made.Count, hitsTest, unseen.Count) < MaxChance
            && 1 - Binomial.CDF(Math.Min(1, chance), made.Count, hits - 1) < MaxChance
            ? $"{EvidenceRules.Percent(fraction)} of the generated '{train.Columns[at].Name}' are those of training rows, where {EvidenceRules.Percent(chance)} is expected by chance: keys were copied, which is no privacy whatever the other columns hold."
            : null;
    }

    private static HashSet<string> Keys(Table rows, int at) =>
        [.. rows.ColumnValues(at).Where(cell => !double.IsNaN(cell)).Select(rows.Columns[at].Write)];

    // Keys that are counted fill their range: a number there is nearly always a key, also one that is invented.
    private static double Density(HashSet<string> known, HashSet<string> unseen)
    {
        double[] numbers = [.. known.Concat(unseen).Select(Number)];
        if (numbers.Length == 0 || numbers.Contains(double.NaN))
        {
            return 0;
        }

        return known.Count / (1 + numbers.Max() - numbers.Min());
    }

    // The digits of a key as a number; NaN without.
    private static double Number(string key) =>
        double.TryParse(string.Concat(key.Where(char.IsAsciiDigit)), out double number) ? number : double.NaN;

    private static double Fraction(int count, int of) => count / (double)Math.Max(1, of);
}
