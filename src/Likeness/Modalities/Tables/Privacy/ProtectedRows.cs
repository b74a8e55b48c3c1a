using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Modalities.Tables.Privacy;

/// <summary>Real rows with levels that protection keeps out of samples: a classifier that knows these levels separates the rows by them, however good the model is.</summary>
internal static class ProtectedRows
{
    private const double Many = 0.05; // of the rows

    /// <summary>A report that says so first, where many rows have such levels.</summary>
    /// <param name="report">The report.</param>
    /// <param name="protection">What keeps levels out of samples.</param>
    /// <param name="real">The real rows that samples were compared with.</param>
    public static EvaluationReport Add(EvaluationReport report, Protection protection, Table real)
    {
        double rows = Fraction(protection, real);
        return rows < Many
            ? report
            : report with
            {
                Warnings =
                [
                    $"{EvidenceRules.Percent(rows)} of the real rows have a level that fewer than {Protection.MinRows} training rows have, which protection keeps out of samples: by these alone, an AUC of {EvidenceRules.Number(0.5 + (rows / 2))} is possible (--no-protection samples them, too).",
                    .. report.Warnings,
                ],
            };
    }

    /// <summary>The fraction of rows with a level that is not emitted.</summary>
    /// <param name="protection">What keeps levels out of samples.</param>
    /// <param name="rows">Rows with the columns of the data.</param>
    public static double Fraction(Protection protection, Table rows)
    {
        var isProtected = new bool[rows.RowCount];
        foreach (var limit in protection.Limits.Where(limit => limit.Rare.Count > 0))
        {
            int column = rows.Columns.ToList().FindIndex(one => one.Name == limit.Column);
            var rare = limit.Rare.Except(limit.StandIns ?? []).Select(level => (double)level).ToHashSet();
            for (int row = 0; column >= 0 && row < isProtected.Length; row++)
            {
                isProtected[row] |= rare.Contains(rows.Column(column)[row]);
            }
        }

        return isProtected.Length == 0 ? 0 : isProtected.Count(one => one) / (double)isProtected.Length;
    }
}
