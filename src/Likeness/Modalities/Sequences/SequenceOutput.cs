using Likeness.Data;

namespace Likeness.Modalities.Sequences;

/// <summary>Output files of the tasks of text and audio.</summary>
internal static class SequenceOutput
{
    /// <summary>Refuses a missing file of scores, or one that cannot be written.</summary>
    /// <exception cref="LikenessException">No file is named, or it cannot be written.</exception>
    public static void CheckScores(string? path) =>
        AtomicFile.Check(path ?? throw new LikenessException("scores are written to a file (give --out scores.csv)"));

    /// <summary>Writes a ranking as CSV, with the ROC curve of known anomalies, and reports the results.</summary>
    /// <param name="path">The file.</param>
    /// <param name="ranking">The ranking.</param>
    /// <param name="settings">The rate of false alarms, and the file of the ROC curve.</param>
    /// <param name="texts">Columns of texts in front; none by default.</param>
    public static TaskResult WriteRanking(
        string path,
        SequenceRanking ranking,
        ScoreSettings settings,
        params IEnumerable<(string Name, IReadOnlyList<string> Cells)> texts
    )
    {
        CsvWriter.Write(path, ranking.ToTable().After(texts));
        bool[]? isAnomaly = ranking.IsAnomaly?.ToArray();
        var curve = RankingOutput.WriteCurve(ranking.Ranking, settings, isAnomaly);
        int typical = isAnomaly?.Count(anomaly => !anomaly) ?? ranking.Lengths.Count;
        long length = ranking.Lengths.Take(typical).Sum(part => (long)part);
        double bits = ranking.Bits.Take(typical).Sum() / length;
        string parts = $"{ranking.Part}s";
        string? beyond = ranking.ThresholdBits is { } threshold
            ? $"need more than {SequenceNumbers.Text(threshold)} bits per {ranking.Unit}"
            : null;
        return new TaskResult
        {
            Lines =
            [
                $"scores of {Numeral.Whole(ranking.Lengths.Count)} {parts} written to {path}",
                $"{SequenceNumbers.Text(bits)} bits per {ranking.Unit} over {Numeral.Whole(length)} {ranking.Unit}s",
                .. RankingOutput.Anomalies(ranking.Ranking, settings, curve, parts, beyond),
            ],
            Answer = new
            {
                RowCount = ranking.Lengths.Count,
                File = path,
                BitsPerByte = ranking.Unit == "byte" ? bits : (double?)null,
                BitsPerSample = ranking.Unit == "sample" ? bits : (double?)null,
                Threshold = ranking.ThresholdBits,
                Flagged = settings.FalseAlarm is null ? (int?)null : RankingOutput.Flagged(ranking.Ranking),
                AreaUnderRoc = curve?.Area,
                curve?.AveragePrecision,
            },
        };
    }
}
