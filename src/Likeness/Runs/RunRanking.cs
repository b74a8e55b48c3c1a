using Likeness.Data;
using Likeness.Sampling;

namespace Likeness.Runs;

/// <summary>Ranks rows by how unusual a run's model finds them.</summary>
public static class RunRanking
{
    /// <summary>
    /// Scores and ranks rows. The threshold at a rate of false alarms α is conformal: a row is flagged where (1 + held-out rows that score no
    /// higher) / (1 + held-out rows) ≤ α, so that of rows like the data no more than α are flagged on average (Bates et al. 2023,
    /// arXiv:2104.08279, §2).
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="rows">Rows with the columns of the run's data.</param>
    /// <param name="falseAlarm">α, in (0, 1); null for no threshold.</param>
    /// <param name="progress">Told as rows are scored.</param>
    /// <param name="cancellationToken">Stops between chunks of rows.</param>
    /// <exception cref="LikenessException">The columns are others, or there are not enough held-out rows for such a rate.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static RowRanking Rank(
        this Run run,
        Table rows,
        double? falseAlarm = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        run.RequireColumns(rows);
        var data = new Lazy<RunData>(run.LoadData);
        double? threshold = null;
        if (falseAlarm is { } rate)
        {
            int allowed = Allowed(rate, data.Value.HeldOut.RowCount);
            double[] known = Score(run, data.Value.HeldOut, data, progress, cancellationToken).Scores;
            Array.Sort(known);
            threshold = known[allowed];
        }

        var (scores, transformed, kind) = Score(run, rows, data, progress, cancellationToken);
        return new RowRanking(scores, transformed, kind, run.HasDensity, Ranks(scores), threshold);
    }

    /// <summary>Of sorted scores of held-out examples, the place of the one below which an example is flagged at a rate of false alarms.</summary>
    /// <exception cref="LikenessException">There are not enough held-out examples for such a rate.</exception>
    internal static int Allowed(double rate, int heldOut)
    {
        int allowed = (int)Math.Floor(rate * (heldOut + 1)) - 1;
        return rate is > 0 and < 1 && allowed >= 0
            ? allowed
            : throw new LikenessException(
                heldOut == 0
                    ? "the run has no held-out rows to set a rate of false alarms by (train it with --holdout 0.2)"
                    : $"a rate of false alarms of {rate} cannot be set by {heldOut} held-out rows (give {1.0 / (heldOut + 1):0.#####} or more, below 1)"
            );
    }

    private static (double[] Scores, double[] Transformed, string Kind) Score(
        Run run,
        Table rows,
        Lazy<RunData> data,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        void Tell(int done) =>
            progress?.Report(
                new TrainingProgress { Phase = RunPhase.Scoring, Fraction = done / (double)Math.Max(1, rows.RowCount) }
            );

        if (run.HasDensity)
        {
            var density = run.Score(rows, dequantisation: null, Tell, cancellationToken);
            return ([.. density.LogDensity], [.. density.LogDensityTransformed], density.Kind);
        }

        var (scores, kind) = TypicalityScorer.Score(
            run.Model,
            run.Transform,
            rows,
            () => data.Value.Train,
            run.Record.Seed,
            run.Pool,
            Tell,
            cancellationToken
        );
        return (scores, [], kind);
    }

    /// <summary>1 for the lowest score; equal scores share the best of their ranks.</summary>
    internal static int[] Ranks(double[] scores)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderBy(i => scores[i]).ThenBy(i => i)];
        int[] ranks = new int[scores.Length];
        for (int place = 0; place < order.Length; place++)
        {
            bool ties = place > 0 && scores[order[place]].Equals(scores[order[place - 1]]);
            ranks[order[place]] = ties ? ranks[order[place - 1]] : place + 1;
        }

        return ranks;
    }
}
