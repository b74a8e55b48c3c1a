using Likeness.Data;

namespace Likeness.Runs;

/// <summary>Rows ranked by how unusual a run's model finds them.</summary>
/// <param name="Scores">One a row, larger where it is more usual; a log-density in the data's own space where the model has one.</param>
/// <param name="Transformed">The log-density in the space that the model works in; empty where the score is none.</param>
/// <param name="Kind">What the score is: <c>exact</c> or what kind of bound on the log-density, or what stands in for it.</param>
/// <param name="IsDensity">Whether the score is a log-density.</param>
/// <param name="Ranks">1 for the most unusual row; rows of one score share the best of their ranks.</param>
/// <param name="Threshold">Rows with a lower score are flagged; null where no rate of false alarms was asked for.</param>
public sealed record RowRanking(
    IReadOnlyList<double> Scores,
    IReadOnlyList<double> Transformed,
    string Kind,
    bool IsDensity,
    IReadOnlyList<int> Ranks,
    double? Threshold
)
{
    /// <summary>Whether a row is flagged as unusual.</summary>
    public bool IsFlagged(int row) => Scores[row] < Threshold;

    /// <summary>
    /// The ranking as a table, a row for each row: <c>log_density</c> and <c>log_density_transformed</c>, or <c>score</c>; <c>rank</c>; and
    /// <c>flagged</c>, 1 or 0, where there is a threshold.
    /// </summary>
    public Table ToTable()
    {
        List<(string Name, Func<int, double> Value)> columns = IsDensity
            ? [("log_density", row => Scores[row]), ("log_density_transformed", row => Transformed[row])]
            : [("score", row => Scores[row])];
        columns.Add(("rank", row => Ranks[row]));
        if (Threshold is not null)
        {
            columns.Add(("flagged", row => IsFlagged(row) ? 1 : 0));
        }

        return new Table(
            [.. columns.Select(column => new Column(column.Name))],
            [.. Enumerable.Range(0, Scores.Count).SelectMany(row => columns.Select(column => column.Value(row)))]
        );
    }
}
