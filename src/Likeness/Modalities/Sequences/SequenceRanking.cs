using Likeness.Data;
using Likeness.Sampling;

namespace Likeness.Modalities.Sequences;

/// <summary>
/// Parts of a text, or clips, ranked from most to least unusual: by their log-probability per byte or sample, so that their lengths do not decide. The
/// threshold at a rate of false alarms is conformal, from the validation part of the run (see <see cref="RowRanking"/>); it holds as far as parts
/// are exchangeable, which neighbouring lines are only approximately.
/// </summary>
public sealed class SequenceRanking
{
    private readonly ScoredParts parts;
    private readonly int typical;

    private SequenceRanking(ScoredParts parts, int typical, RowRanking ranking, string part, string unit)
    {
        (this.parts, this.typical) = (parts, typical);
        (Ranking, Part, Unit) = (ranking, part, unit);
    }

    /// <summary>What is ranked: <c>line</c>, <c>paragraph</c>, <c>window</c> or <c>clip</c>.</summary>
    public string Part { get; }

    /// <summary>The unit of length: <c>byte</c> or <c>sample</c>.</summary>
    public string Unit { get; }

    /// <summary>Scores (log p per unit, in nats), ranks and the threshold.</summary>
    public RowRanking Ranking { get; }

    /// <summary>Bytes or samples of each part.</summary>
    public IReadOnlyList<int> Lengths => parts.Lengths;

    /// <summary>The bits that the model needs for each part, conditioned on what precedes it.</summary>
    public IReadOnlyList<double> Bits => [.. parts.LogProbabilities.Select(nats => -nats / Math.Log(2))];

    /// <summary>Whether each part is of the second data, the anomalies; null if there is none.</summary>
    public IReadOnlyList<bool>? IsAnomaly =>
        typical == parts.Lengths.Count ? null : [.. Enumerable.Range(0, parts.Lengths.Count).Select(i => i >= typical)];

    /// <summary>Parts that need more bits per unit are flagged; null if no rate of false alarms was requested.</summary>
    public double? ThresholdBits => -Ranking.Threshold / Math.Log(2);

    /// <summary>Ranks parts.</summary>
    /// <param name="scored">The parts.</param>
    /// <param name="anomalies">Parts of known anomalies, which are ranked with them; null for none.</param>
    /// <param name="known">Parts that the model was not trained on; null for no threshold.</param>
    /// <param name="falseAlarm">The rate of false alarms; null for no threshold.</param>
    /// <param name="part">What is ranked.</param>
    /// <param name="unit">The unit of length.</param>
    /// <exception cref="LikenessException">There are too few known parts for the rate.</exception>
    internal static SequenceRanking Create(
        ScoredParts scored,
        ScoredParts? anomalies,
        ScoredParts? known,
        double? falseAlarm,
        string part,
        string unit
    )
    {
        var all = anomalies is null ? scored : scored.Concat(anomalies);
        var ranking = RowRanking.Create(
            all.PerUnit(),
            [],
            $"the log-probability per {unit}, in nats",
            isDensity: false,
            known?.PerUnit(),
            falseAlarm
        );
        return new SequenceRanking(all, scored.Lengths.Count, ranking, part, unit);
    }

    /// <summary>
    /// The ranking as a table: the number of the part (from 1), its length, <c>bits</c>, bits per unit, and <c>rank</c> (1 for the most unusual); with a
    /// threshold <c>flagged</c>, and with known anomalies <c>anomaly</c>, 1 or 0.
    /// </summary>
    public Table ToTable()
    {
        var bits = Bits;
        List<(string Name, Func<int, double> Value)> columns =
        [
            (Part, i => i + 1),
            ($"{Unit}s", i => Lengths[i]),
            ("bits", i => bits[i]),
            ($"bits_per_{Unit}", i => bits[i] / Math.Max(1, Lengths[i])),
            ("rank", i => Ranking.Ranks[i]),
        ];
        if (Ranking.Threshold is not null)
        {
            columns.Add(("flagged", i => Ranking.IsFlagged(i) ? 1 : 0));
        }

        if (IsAnomaly is not null)
        {
            columns.Add(("anomaly", i => i >= typical ? 1 : 0));
        }

        return new Table(
            [.. columns.Select(column => new Column(column.Name))],
            [.. Enumerable.Range(0, Lengths.Count).SelectMany(i => columns.Select(column => column.Value(i)))]
        );
    }
}
