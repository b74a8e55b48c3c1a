using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities.Images.Tasks;

/// <summary>Changes one latent dimension of an image at a time.</summary>
internal sealed class TraverseImages : ModelTask<TraverseSettings>
{
    public override string Command => TaskCommand.Traverse.Name;

    public override ModelUses Uses => ModelUses.Encoding | ModelUses.Decoding;

    public override string OutputHelp => "a .png with a row for each latent dimension, a .npy array, or a folder";

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [
            (
                "likeness traverse runs/digits --from 1 --latents 1,2 --out grid.png",
                "a row of images for each latent dimension"
            ),
        ];

    public override void CheckOutput(string? output) => ImageOutput.Check(output);

    protected override TaskResult Run(TrainedModel model, TraverseSettings settings, TaskContext context)
    {
        var images = model.As<ImageModel>();
        int width = images.LatentWidth;
        int[] dimensions = settings.Dimensions(width);
        double[] values = settings.Values();
        float[] start = settings.From is { } text
            ? ImageChoice.LatentOf(model, settings, text, () => ImageChoice.Read(model, settings))
            : new float[width];
        var latents = new List<float>();
        foreach (int dimension in dimensions)
        {
            foreach (double value in values)
            {
                latents.AddRange(start);
                latents[latents.Count - width + dimension] = (float)value;
            }
        }

        return ImageOutput.Write(
            context,
            images.Decode([.. latents]),
            new { Latents = dimensions.Select(dimension => dimension + 1), Values = values },
            values.Length
        );
    }
}
