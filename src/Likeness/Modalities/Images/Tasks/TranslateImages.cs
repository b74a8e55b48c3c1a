using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities.Images.Tasks;

/// <summary>Settings of <see cref="TranslateImages"/>.</summary>
public sealed record TranslateImagesSettings : TaskSettings
{
    /// <summary>The class that the images are translated to.</summary>
    [Description("the class that the images are translated to")]
    [Required]
    public string? To { get; init; }
}

/// <summary>Translates images to another class.</summary>
internal sealed class TranslateImages : ModelTask<TranslateImagesSettings>
{
    public override string Command => TaskCommand.Translate.Name;

    public override ModelUses Uses => ModelUses.Encoding | ModelUses.Decoding;

    public override string OutputHelp => ImageOutput.Help;

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [
            (
                "likeness translate runs/horses --data photos --to zebra --out zebras.png",
                "with a run of cyclegan or cvae; images that already belong to that class may stay unchanged"
            ),
        ];

    public override void CheckOutput(string? output) => ImageOutput.Check(output);

    protected override TaskResult Run(TrainedModel model, TranslateImagesSettings settings, TaskContext context) =>
        ImageOutput.Write(
            context,
            model
                .As<ImageModel>()
                .Translate(ImageChoice.Read(model, settings), settings.To!, context.Progress, context.CancellationToken)
        );
}
