using System.ComponentModel;
using Likeness.Models;
using Likeness.Runs;
using Likeness.Sampling.Latents;

namespace Likeness.Modalities.Tables.Tasks;

/// <summary>Settings of <see cref="InterpolateTable"/>.</summary>
public sealed record InterpolateTableSettings : InterpolateSettings
{
    /// <summary>Whether values stay as the model decodes them, off the data's own grid.</summary>
    [Description("keep continuous values instead of rounding to the data's grid")]
    public bool Continuous { get; init; }
}

/// <summary>Interpolates between two rows through the latent space.</summary>
internal sealed class InterpolateTable : ModelTask<InterpolateTableSettings>
{
    public override string Command => TaskCommand.Interpolate.Name;

    public override ModelUses Uses => ModelUses.Encoding | ModelUses.Decoding;

    public override string OutputHelp => TableOutput.Help;

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [("likeness interpolate runs/mine --from 1 --to 2", "from the first row of its data to the second")];

    public override void CheckOutput(string? output) => TableOutput.Check(output);

    protected override TaskResult Run(TrainedModel model, InterpolateTableSettings settings, TaskContext context)
    {
        var table = model.As<TableModel>();
        var taken = new TaskRows(table, settings.Data);
        var rows = new Lazy<Data.Table>(taken.Load);
        float[] begin = table.LatentOf(settings.From!, () => rows.Value, settings.Seed);
        float[] end = table.LatentOf(settings.To!, () => rows.Value, settings.Seed);
        float[] latents = LatentInterpolation.Interpolate(begin, end, settings.Steps, settings.Spherical);
        return taken.Tell(TableOutput.Write(context, table.Decode(latents, settings.Continuous, context.Progress)));
    }
}
