using Likeness.Data;
using Likeness.Figures;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities.Tables.Tasks;

/// <summary>Fills missing cells of rows by sampling them given the rest.</summary>
internal sealed class ImputeTable : ModelTask<ImputeSettings>
{
    public override string Command => TaskCommand.Impute.Name;

    public override string OutputHelp =>
        "a CSV file, in which given cells stay as they are written [default: standard output]";

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [
            ("likeness impute runs/mine --data gaps.csv --out filled.csv", "each missing value filled once"),
            ("likeness impute runs/mine --data gaps.csv --samples 20 --out filled.csv", "multiple imputation"),
        ];

    public override void CheckOutput(string? output) => RankingOutput.Check(output);

    protected override TaskResult Run(TrainedModel model, ImputeSettings settings, TaskContext context)
    {
        string file = settings.Data is { Files: [var one] }
            ? one
            : throw new LikenessException(
                "'likeness impute' needs --data with the CSV that has missing values (give it)"
            );
        var incomplete = IncompleteTable.Read(file, settings.Data.Missing);
        var (given, filled, kind) = model
            .As<TableModel>()
            .Impute(incomplete, settings.Samples, settings.Seed, context.Progress, context.CancellationToken);
        string line =
            $"{Numeral.Whole(given.MissingValues)} missing values of {Numeral.Whole(given.Table.RowCount)} rows {kind}";
        var summary = new { given.MissingValues, Kind = kind };
        if (context.Output is { } path)
        {
            given.WriteFilled(path, filled, settings.Samples);
            return TableOutput.Written(filled.RowCount, path, summary, [line]);
        }

        if (context.OpenStandardOutput is not { } open)
        {
            return TableOutput.Write(context, filled, summary, line);
        }

        using var stream = open();
        given.WriteFilled(stream, filled, settings.Samples);
        return new TaskResult { Lines = [line], Answer = summary };
    }
}
