using Likeness.Data;
using Likeness.Data.Times;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Models;
using Likeness.Runs;
using Likeness.Sampling;

namespace Likeness.Modalities.Tables;

/// <summary>Ranks rows by their score under a run's model.</summary>
public sealed partial class TableModel
{
    /// <summary>
    /// Scores and ranks rows. The threshold at a rate of false alarms α is conformal: a row is flagged if (1 + validation rows with scores no
    /// higher) / (1 + validation rows) ≤ α, so at most a fraction α of rows like the data is flagged on average (Bates et al. 2023,
    /// arXiv:2104.08279, §2); of models that are fitted to the validation rows, too, by the test rows. Where the model says how unlikely each value is given the others of its row, rows have p-values and are in their
    /// order, which values that do not fit count in (<see cref="RowRanking.PValues"/>).
    /// </summary>
    /// <param name="rows">Rows with the columns of the run's data in any order; further ones are ignored.</param>
    /// <param name="falseAlarm">α, in (0, 1); null for no threshold.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Stops between chunks of rows.</param>
    /// <exception cref="LikenessException">A column is missing, or there are not enough such rows for this rate.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public RowRanking Rank(
        Table rows,
        double? falseAlarm = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        rows = TakeColumns(rows, out _);
        // Rows that the model was fitted to score higher than others.
        bool isTest = model.Model is IFitted { LearnsValidation: true };
        if (falseAlarm is { } rate)
        {
            RowRanking.Allowed(rate, Record.Data.CountOf(isTest ? "test" : "validation"), isTest); // refused before the work
        }

        var (scores, transformed, kind) = ScoreOrRate(rows, progress, cancellationToken);
        string?[]? breaks = BrokenRules(rows);
        var (numbers, _) = ToNumbers(rows);
        var ranking = Typicality(rows, numbers, scores, breaks, falseAlarm, progress, cancellationToken)
            is var (ranks, unusual)
            ? RowRanking.Create(scores, transformed, kind, ranks, unusual, falseAlarm, breaks)
            : RowRanking.Create(
                scores,
                transformed,
                kind,
                HasDensity,
                falseAlarm is null ? null : Known(isTest ? LoadData().Test : LoadData().Validation, cancellationToken),
                falseAlarm,
                isTest,
                breaks
            );
        return ranking with
        {
            Range = Transform.CheckRange(numbers),
            SolverError = SolverErrorOf(rows, dequantisation: null, cancellationToken),
        };
    }

    // The scores of rows that the model was not fitted to, least for those that break a rule.
    private double[] Known(Table unseen, CancellationToken cancellationToken) =>
        RowRanking.InOrder(ScoreOrRate(unseen, progress: null, cancellationToken).Scores, BrokenRules(unseen));

    // In words, the rule that each row breaks; null where there are none.
    private string?[]? BrokenRules(Table rows)
    {
        if (Encoding.Rules.Count == 0)
        {
            return null;
        }

        string?[] broken = Array.ConvertAll(
            Encoding.AllRules.Contradicted(rows.JoinedAs(Encoding.Columns)),
            rule => rule?.ToString()
        );
        // Under the columns of the run, keys of the rows would be unknown.
        foreach (var rule in Encoding.Rules.OfType<SubjectColumns>().Where(rule => rule.HasKeys(rows)))
        {
            string?[] ofKeys = (
                rule with
                {
                    Same = [.. rule.Same.Where(name => !Encoding.AllRules.Exceptions.Concerns(name))],
                }
            ).Contradicted(rows);
            broken = [.. broken.Zip(ofKeys, (one, other) => one ?? other)];
        }

        return broken;
    }

    // The log-density if there is one, else the model's own score.
    private (double[] Scores, double[] Transformed, string Kind) ScoreOrRate(
        Table rows,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        void Tell(int done) =>
            progress?.Report(
                new TrainingProgress { Phase = RunPhase.Scoring, Fraction = done / (double)Math.Max(1, rows.RowCount) }
            );

        if (HasDensity)
        {
            var density = Score(rows, dequantisation: null, Tell, cancellationToken);
            return ([.. density.LogDensity], [.. density.LogDensityTransformed], density.Kind);
        }

        var (scores, kind) = TypicalityScorer.Score(
            model.Model,
            Transform,
            ToNumbers(rows).Numbers,
            () => ToNumbers(LoadData().Train).Numbers,
            Record.Seed,
            model.Pool,
            Tell,
            cancellationToken
        );
        return (scores, [], kind);
    }
}
