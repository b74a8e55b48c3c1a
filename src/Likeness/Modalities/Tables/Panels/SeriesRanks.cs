using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Models;

namespace Likeness.Modalities.Tables.Panels;

/// <summary>Ranks of sampled values, uniform for each row, that follow those of the row before of the same series as far as the model has found: normal numbers of an autoregression of order 1.</summary>
internal sealed class SeriesRanks
{
    private readonly int[] persisting;
    private readonly float[] scores; // [rows × persisting]
    private readonly int width;
    private readonly PhiloxRandom random;

    private SeriesRanks(int[] persisting, float[] scores, int width, PhiloxRandom random) =>
        (this.persisting, this.scores, this.width, this.random) = (persisting, scores, width, random);

    /// <summary>The ranks of a sample; null where rows do not follow each other.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="rows">The series and times of its rows.</param>
    /// <param name="model">The model.</param>
    /// <param name="random">Random numbers.</param>
    public static SeriesRanks? Create(
        PanelRows panel,
        (int Series, int Time)[] rows,
        GenerativeModel model,
        PhiloxRandom random
    )
    {
        var persistence = (model as ISeriesImputer)?.Persistence ?? [];
        int[] persisting = [.. Enumerable.Range(0, persistence.Count).Where(i => persistence[i] != 0)];
        if (persisting.Length == 0)
        {
            return null;
        }

        float[] scores = new float[rows.Length * persisting.Length];
        int[] sorted =
        [
            .. Enumerable.Range(0, rows.Length).OrderBy(row => rows[row].Series).ThenBy(row => rows[row].Time),
        ];
        for (int i = 0; i < sorted.Length; i++)
        {
            bool isFirst = i == 0 || rows[sorted[i]].Series != rows[sorted[i - 1]].Series;
            int steps = isFirst ? 0 : rows[sorted[i]].Time - rows[sorted[i - 1]].Time;
            for (int j = 0; j < persisting.Length; j++)
            {
                double kept = isFirst ? 0 : Math.Pow(persistence[persisting[j]], steps);
                double before = isFirst ? 0 : scores[(sorted[i - 1] * persisting.Length) + j];
                scores[(sorted[i] * persisting.Length) + j] = (float)(
                    (kept * before) + (Math.Sqrt(1 - (kept * kept)) * random.NextNormal())
                );
            }
        }

        return new(persisting, scores, model.Dimensions, random);
    }

    /// <summary>The ranks of some rows: [rows × dimensions].</summary>
    /// <param name="rows">The places of the rows.</param>
    public double[] Of(int[] rows)
    {
        double[] ranks = new double[rows.Length * width];
        for (int i = 0; i < rows.Length; i++)
        {
            var own = ranks.AsSpan(i * width, width);
            foreach (ref double rank in own)
            {
                rank = random.NextDouble();
            }

            for (int j = 0; j < persisting.Length; j++)
            {
                own[persisting[j]] = ISeriesImputer.RankOf(scores[(rows[i] * persisting.Length) + j]);
            }
        }

        return ranks;
    }
}
