using Likeness.Models;
using Likeness.Runs;
using Likeness.Sampling.Latents;

namespace Likeness.Modalities.Images.Tasks;

/// <summary>Writes the latent vectors of images.</summary>
internal sealed class EncodeImages : ModelTask<EncodeSettings>
{
    public override string Command => TaskCommand.Encode.Name;

    public override ModelUses Uses => ModelUses.Encoding;

    public override string OutputHelp => "a .csv or .npy file [default: CSV to standard output]";

    public override void CheckOutput(string? output) => TableOutput.Check(output);

    protected override TaskResult Run(TrainedModel model, EncodeSettings settings, TaskContext context)
    {
        var images = model.As<ImageModel>();
        var chosen = ImageChoice.Read(model, settings);
        var latents = LatentTable.Create(images.Encode(chosen), images.LatentWidth);
        bool isArray = context.Output?.EndsWith(".npy", StringComparison.OrdinalIgnoreCase) == true; // of numbers only
        return TableOutput.Write(context, isArray ? latents : latents.After(ImageChoice.Texts(chosen)));
    }
}
