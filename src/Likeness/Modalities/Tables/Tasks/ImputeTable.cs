using Likeness.Data;
using Likeness.Figures;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities.Tables.Tasks;

/// <summary>Imputes missing values of rows, conditioned on the observed ones.</summary>
internal sealed class ImputeTable : ModelTask<ImputeSettings>
{
    public override string Command => TaskCommand.Impute.Name;

    public override string OutputHelp =>
        "a CSV file, in which observed cells stay unchanged [default: standard output]";

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [
            ("likeness impute runs/mine --data incomplete.csv --out filled.csv", "single imputation"),
            ("likeness impute runs/mine --data incomplete.csv --samples 20 --out filled.csv", "multiple imputation"),
        ];

    public override void CheckOutput(string? output) => RankingOutput.Check(output);

    protected override TaskResult Run(TrainedModel model, ImputeSettings settings, TaskContext context)
    {
        string file = settings.Data is { Files: [var one] }
            ? one
            : throw new LikenessException(
                "'likeness impute' needs --data with a CSV file that has missing values (give it)"
            );
        var read = IncompleteTable.Read(file, settings.Data.Missing);
        var (incomplete, filled, kind) = model
            .As<TableModel>()
            .Impute(read, settings.Samples, settings.Seed, context.Progress, context.CancellationToken);
        string line =
            $"{Numeral.Whole(incomplete.MissingValues)} missing values of {Numeral.Whole(incomplete.Table.RowCount)} rows {kind}";
        var summary = new { incomplete.MissingValues, Kind = kind };
        if (context.Output is { } path)
        {
            incomplete.WriteFilled(path, filled, settings.Samples);
            return TableOutput.Written(filled.RowCount, path, summary, [line]);
        }

        if (context.OpenStandardOutput is not { } open)
        {
            return TableOutput.Write(context, filled, summary, line);
        }

        using var stream = open();
        incomplete.WriteFilled(stream, filled, settings.Samples);
        return new TaskResult { Lines = [line], Answer = summary };
    }
}
