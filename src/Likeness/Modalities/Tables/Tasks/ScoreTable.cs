using System.ComponentModel;
using Likeness.Data;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities.Tables.Tasks;

/// <summary>Settings of <see cref="ScoreTable"/>.</summary>
public sealed record ScoreTableSettings : ScoreSettings
{
    /// <summary>A column of the rows that is 1 for anomalies and 0 else; null for none.</summary>
    [Category("Anomalies")]
    [Description(
        "a column of the file that is 1 for anomalies and 0 else: reports how well the ranking separates them"
    )]
    public string? Labels { get; init; }
}

/// <summary>Scores and ranks rows.</summary>
internal sealed class ScoreTable : ModelTask<ScoreTableSettings>
{
    public override string Command => TaskCommand.Score.Name;

    public override ModelUses Uses => ModelUses.Scoring;

    public override string OutputHelp =>
        "a .csv, .jsonl, .json or .parquet file, or postgresql://USER@HOST/DATABASE?table=NAME";

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [
            (
                "likeness score runs/mine --data points.csv --out scores.csv",
                "log_density, rank (1 for the least typical row), the columns that do not fit, what is expected there, the rule that a row breaks"
            ),
            (
                "likeness score runs/mine --data new.csv --false-alarm 0.01 --out scores.csv",
                "flags rows that are less typical than 99 % of rows like the data"
            ),
        ];

    public override void CheckOutput(string? output) => RankingOutput.Check(output);

    protected override TaskResult Run(TrainedModel model, ScoreTableSettings settings, TaskContext context)
    {
        RankingOutput.Check(settings.Roc);
        var table = model.As<TableModel>();
        var rows = settings.Data is { } source ? source.LoadTable().Table : table.LoadAll();
        var (unlabelled, isAnomaly) = TakeLabels(rows, settings.Labels);
        var taken = new TaskRows(table, settings.Data);
        var ranking = table.Rank(
            taken.Take(unlabelled),
            settings.FalseAlarm,
            context.Progress,
            context.CancellationToken
        );
        return taken.Tell(RankingOutput.Write(context, ranking, settings, isAnomaly, "rows"));
    }

    private static (Table Rows, bool[]? Labels) TakeLabels(Table rows, string? column)
    {
        if (column is null)
        {
            return (rows, null);
        }

        int at = rows.Columns.ToList().FindIndex(candidate => candidate.Name == column);
        if (at < 0 || rows.Width == 1)
        {
            throw new LikenessException(
                $"--labels: '{column}' is not a column of the rows (they have {string.Join(", ", rows.Columns.Select(c => c.Name))})"
            );
        }

        double[] values = rows.ColumnValues(at);
        int odd = Array.FindIndex(values, value => value is not (0 or 1));
        return odd < 0
            ? (
                Table.FromColumns(
                    [.. rows.Columns.Where((_, i) => i != at)],
                    [.. Enumerable.Range(0, rows.Width).Where(column => column != at).Select(rows.ColumnValues)],
                    rows.Picture
                ),
                Array.ConvertAll(values, value => value == 1)
            )
            : throw new LikenessException(
                $"--labels: row {odd + 1} has {values[odd]} in column '{column}', which is not a label (give 1 for anomalies and 0 for all else)"
            );
    }
}
