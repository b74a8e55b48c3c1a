using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Runs;
using Likeness.Sampling.Latents;

namespace Likeness.Modalities.Images.Tasks;

/// <summary>Interpolates between two images through the latent space.</summary>
internal sealed class InterpolateImages : ModelTask<InterpolateSettings>
{
    public override string Command => TaskCommand.Interpolate.Name;

    public override ModelUses Uses => ModelUses.Encoding | ModelUses.Decoding;

    public override string OutputHelp => ImageOutput.Help;

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [
            (
                "likeness interpolate runs/digits --from 1 --to sample:1 --spherical --out path.png",
                "from a test image to a sample"
            ),
        ];

    public override void CheckOutput(string? output) => ImageOutput.Check(output);

    protected override TaskResult Run(TrainedModel model, InterpolateSettings settings, TaskContext context)
    {
        var images = model.As<ImageModel>();
        var all = new Lazy<ImageSet>(() => ImageChoice.Read(model, settings));
        float[] latents = LatentInterpolation.Interpolate(
            Latent(settings.From!),
            Latent(settings.To!),
            settings.Steps,
            settings.Spherical
        );
        return ImageOutput.Write(context, images.Decode(latents), columns: settings.Steps);

        float[] Latent(string end) => ImageChoice.LatentOf(model, settings, end, () => all.Value);
    }
}
