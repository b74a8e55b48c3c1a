using System.CommandLine;
using System.Globalization;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Data;
using Likeness.Modalities.Images;
using Likeness.Modalities.Images.Style;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness style CONTENT STYLE --out FILE</c>: the content of one picture in the style of another. It needs no run.</summary>
internal sealed class StyleCommand : DocumentedCommand
{
    /// <summary>The command's name.</summary>
    public const string CommandName = "style";

    /// <summary>The command's purpose.</summary>
    public const string Purpose = "transfer the style of one picture to another";

    private static readonly StyleSettings Defaults = new();

    private readonly Argument<string> content = new("content")
    {
        HelpName = "CONTENT",
        Description = "a PNG or JPEG picture whose content is kept",
    };

    private readonly Argument<string> style = new("style")
    {
        HelpName = "STYLE",
        Description = "a PNG or JPEG picture whose style is taken",
    };

    private readonly Option<string?> output = Flag.Text("--out", "the PNG picture to write", "FILE");

    private readonly Option<int> size = Flag.Create(
        "--size",
        "longer side of both pictures, in pixels",
        256,
        side => side is >= 16 and <= 2048 ? null : "is out of range (give 16 to 2048)"
    );

    private readonly Option<int> steps = Flag.Create(
        "--steps",
        "steps of Adam",
        Defaults.Steps,
        count => count is >= 1 and <= 1_000_000 ? null : "is out of range (give 1 to 1000000)"
    );

    private readonly Option<double> weight = Flag.Create(
        "--content-weight",
        "weight of the content beside the style",
        Defaults.ContentWeight,
        value => value is >= 0 and <= 1e6 ? null : "is out of range (give 0 to 1000000)"
    );

    private readonly Option<bool> fromNoise = Flag.Switch("--from-noise", "begin with noise instead of the content");

    private readonly Option<bool> random = Flag.Switch(
        "--random-features",
        "use a network with random weights instead of the texture classifier, as a baseline"
    );

    private readonly Option<ulong> seed = Flag.Create(
        "--seed",
        "random seed of noise, network and textures; the same seed gives the same picture",
        Defaults.Seed
    );

    private readonly Option<int> threads = RunOptionSet.MakeThreads();

    public StyleCommand()
        : base(CommandName, Purpose)
    {
        Add(content);
        Add(style);
        AddGroup("Output", output, size);
        AddGroup("How", steps, weight, fromNoise, random, seed);
        AddGroup("Computation", threads);
        AddExample("likeness style photo.jpg painting.jpg --out styled.png", "a photograph in the style of a painting");
        SetAction(
            (result, cancellationToken) => Task.Run(() => Run(result, cancellationToken), CancellationToken.None)
        );
    }

    private int Run(ParseResult result, CancellationToken cancellationToken)
    {
        string path =
            result.GetValue(output)
            ?? throw new LikenessException(
                "'likeness style' needs --out with the picture to write (give --out styled.png)"
            );
        if (!Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase))
        {
            throw new LikenessException($"{path}: the picture is written as PNG (use the extension .png)");
        }

        AtomicFile.Check(path);
        int side = result.GetValue(size);
        var pictures = (
            Content: StyleTransfer.Read(result.GetRequiredValue(content), side),
            Style: StyleTransfer.Read(result.GetRequiredValue(style), side)
        );
        int asked = result.GetValue(threads);
        var settings = new StyleSettings
        {
            Steps = result.GetValue(steps),
            ContentWeight = result.GetValue(weight),
            FromNoise = result.GetValue(fromNoise),
            RandomFeatures = result.GetValue(random),
            Seed = result.GetValue(seed),
            Threads = asked == 0 ? Environment.ProcessorCount : asked,
            ClassifierFolder = StyleTransfer.DefaultClassifierFolder,
        };
        var styled = TrainingScreen
            .Make()
            .Watch(progress =>
                StyleTransfer.Apply(pictures.Content, pictures.Style, settings, progress, cancellationToken)
            );
        ImageSampleFile.WritePicture(path, styled.Picture.Picture(0));
        Page.Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"style loss {styled.FirstStyleLoss:G4} at first, {styled.StyleLoss:G4} at the end; content loss {styled.ContentLoss:G4}"
            )
        );
        Page.Line($"a picture of {styled.Picture.Shape} written to {Markup.Escape(path)}");
        JsonAnswer.Write(
            new
            {
                File = path,
                styled.ContentLoss,
                styled.StyleLoss,
                styled.FirstStyleLoss,
            }
        );
        return ExitCode.Success;
    }
}
