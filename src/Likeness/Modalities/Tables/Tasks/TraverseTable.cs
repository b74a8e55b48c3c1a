using System.ComponentModel;
using Likeness.Data;
using Likeness.Figures.Png;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities.Tables.Tasks;

/// <summary>Settings of <see cref="TraverseTable"/>.</summary>
public sealed record TraverseTableSettings : TraverseSettings
{
    /// <summary>Whether values stay as the model decodes them, off the data's own grid.</summary>
    [Description("keep continuous values instead of rounding to the data's grid")]
    public bool Continuous { get; init; }
}

/// <summary>Changes one latent dimension at a time.</summary>
internal sealed class TraverseTable : ModelTask<TraverseTableSettings>
{
    public override string Command => TaskCommand.Traverse.Name;

    public override ModelUses Uses => ModelUses.Encoding | ModelUses.Decoding;

    public override string OutputHelp =>
        "a .csv or .npy file, or a .png grid of images if rows are pixels [default: CSV to standard output]";

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [
            ("likeness traverse runs/mine --out table.csv", "latent dimension, value, and the row that they decode to"),
            (
                "likeness traverse runs/mine --latents 1,2 --out grid.png",
                "images of many points that share one latent value"
            ),
        ];

    public override void CheckOutput(string? output) => TableOutput.Check(output);

    protected override TaskResult Run(TrainedModel model, TraverseTableSettings settings, TaskContext context)
    {
        var table = model.As<TableModel>();
        int width = table.LatentWidth;
        int[] chosen = settings.Dimensions(width);
        double[] values = settings.Values();
        if (Path.GetExtension(context.Output)?.Equals(".png", StringComparison.OrdinalIgnoreCase) == true)
        {
            byte[] picture = PngEncoder.Encode(table.TraversePictures(chosen, values, settings.Seed, context.Progress));
            AtomicFile.Write(context.Output!, stream => stream.Write(picture));
            return new TaskResult
            {
                Lines =
                [
                    $"{Numeral.Whole(chosen.Length * values.Length)} images written to {context.Output}: a row for each latent dimension, from {Numeral.Short(values[0])} to {Numeral.Short(values[^1])}",
                ],
                Answer = new
                {
                    File = context.Output,
                    Latents = chosen.Select(number => number + 1),
                    Values = values,
                },
            };
        }

        var taken = new TaskRows(table, settings.Data);
        float[] start = settings.From is { } text ? table.LatentOf(text, taken.Load, settings.Seed) : new float[width];
        return taken.Tell(
            TableOutput.Write(context, table.Traverse(start, chosen, values, settings.Continuous, context.Progress))
        );
    }
}
