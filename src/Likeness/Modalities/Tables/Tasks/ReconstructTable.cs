using System.ComponentModel;
using Likeness.Data;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities.Tables.Tasks;

/// <summary>Settings of <see cref="ReconstructTable"/>.</summary>
public sealed record ReconstructTableSettings : TaskSettings
{
    /// <summary>Whether values stay as the model decodes them, off the data's own grid.</summary>
    [Description("keep continuous values instead of rounding to the data's grid")]
    public bool Continuous { get; init; }
}

/// <summary>Reconstructs rows.</summary>
internal sealed class ReconstructTable : ModelTask<ReconstructTableSettings>
{
    public override string Command => TaskCommand.Reconstruct.Name;

    public override ModelUses Uses => ModelUses.Encoding | ModelUses.Decoding;

    public override string OutputHelp => TableOutput.Help;

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [("likeness reconstruct runs/mine --data points.csv --out back.csv", "reconstructions, and their error")];

    public override void CheckOutput(string? output) => TableOutput.Check(output);

    protected override TaskResult Run(TrainedModel model, ReconstructTableSettings settings, TaskContext context)
    {
        var table = model.As<TableModel>();
        var taken = new TaskRows(table, settings.Data);
        var rows = taken.Load();
        var back = table.Reconstruct(rows, settings.Continuous, context.Progress);
        var errors = rows
            .Columns.Select((column, i) => (column.Name, Error: Math.Sqrt(MeanSquare(rows, back, i))))
            .ToList();
        return taken.Tell(
            TableOutput.Write(
                context,
                back,
                new { RootMeanSquaredError = errors.ToDictionary(e => e.Name, e => e.Error, StringComparer.Ordinal) },
                $"root mean squared error: {string.Join(", ", errors.Select(e => $"{e.Name} {Numeral.Short(e.Error)}"))}"
            )
        );
    }

    private static double MeanSquare(Table a, Table b, int column) =>
        a.ColumnValues(column).Zip(b.ColumnValues(column), (x, y) => (x - y) * (x - y)).Average();
}
