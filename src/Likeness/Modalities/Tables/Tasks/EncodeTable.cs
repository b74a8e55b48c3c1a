using Likeness.Models;
using Likeness.Runs;
using Likeness.Sampling.Latents;

namespace Likeness.Modalities.Tables.Tasks;

/// <summary>Writes the latent vectors of rows.</summary>
internal sealed class EncodeTable : ModelTask<EncodeSettings>
{
    public override string Command => TaskCommand.Encode.Name;

    public override ModelUses Uses => ModelUses.Encoding;

    public override string OutputHelp => "a .csv or .npy file [default: CSV to standard output]";

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [("likeness encode runs/mine --data points.csv --out latents.csv", "latent1, latent2, …")];

    public override void CheckOutput(string? output) => TableOutput.Check(output);

    protected override TaskResult Run(TrainedModel model, EncodeSettings settings, TaskContext context)
    {
        var table = model.As<TableModel>();
        var rows = new TaskRows(table, settings.Data);
        var latents = LatentTable.Create(table.Encode(rows.Load(), context.Progress), table.LatentWidth);
        return rows.Tell(TableOutput.Write(context, latents));
    }
}
