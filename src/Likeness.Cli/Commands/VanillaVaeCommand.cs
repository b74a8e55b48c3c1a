using System.CommandLine;
using System.Globalization;
using Likeness.Cli.Options;
using Likeness.Modalities;
using Likeness.Models;

namespace Likeness.Cli.Commands;

/// <summary>
/// <c>likeness vanilla-vae --train --dataset fashionmnist</c> and <c>likeness vanilla-vae --sample --checkpoint RUN</c>: the Vanilla VAE
/// with the options of its original description; the same as <c>train vanilla-vae</c> and <c>sample</c>.
/// </summary>
internal sealed class VanillaVaeCommand : DocumentedCommand
{
    /// <summary>The command's name, which is also the model's.</summary>
    public const string CommandName = "vanilla-vae";

    /// <summary>The command's purpose.</summary>
    public const string Purpose = "train or sample the Vanilla VAE with the options of its original description";

    // Of the original description, whose other defaults are the same for all of its datasets.
    private const string DefaultDataset = "mnist";

    private readonly Option<bool> train = Flag.Switch("--train", "train the model");
    private readonly Option<bool> sample = Flag.Switch("--sample", "sample images from the run of --checkpoint");

    private readonly Option<string?> checkpoint = Flag.Text(
        "--checkpoint",
        "the folder of a run, or a weights file in it: the run to sample from or to resume",
        "PATH"
    );

    private readonly RunOptionSet run = new(DefaultDataset);
    private readonly ModelOptionSet options;

    public VanillaVaeCommand()
        : base(CommandName, Purpose)
    {
        options = new ModelOptionSet(ModelRegistry.Named(CommandName)[0]);
        AddGroup("Mode", train, sample, checkpoint);
        AddGroup("Run", [.. run.All, .. run.Pictures]);
        AddGroup("Model options", options.Model);
        AddGroup("Training options", options.Training);
        AddExample("likeness vanilla-vae --train --dataset fashionmnist", "train with the original's defaults");
        AddExample(
            "likeness vanilla-vae --train --dataset cifar10 --batch_size 128 --n_epochs 100 --lr 0.0002 --latent_dim 128 --hidden_dims 32 64 128 256 512",
            "every option by its original name"
        );
        AddExample(
            "likeness vanilla-vae --sample --checkpoint runs/mine --num_samples 16",
            "one image with 16 samples"
        );
        SetAction((result, cancellationToken) => Task.Run(() => Do(result, cancellationToken), CancellationToken.None));
    }

    private int Do(ParseResult result, CancellationToken cancellationToken)
    {
        string? folder = Folder(result.GetValue(checkpoint));
        switch (result.GetValue(train), result.GetValue(sample), folder)
        {
            case (true, false, null):
                return TrainSession.Start(run.Read(result, CommandName, options.Read(result)), cancellationToken);
            case (true, false, not null):
                int? epochs = options.HasEpochs(result) ? options.Read(result).Epochs : null;
                return TrainSession.Resume(folder, epochs, result.GetValue(run.Threads), cancellationToken);
            case (false, true, not null):
                return Sample(folder, result, cancellationToken);
            case (false, true, null):
                throw new LikenessException("--sample needs --checkpoint with the folder of a run (give it)");
            default:
                throw new LikenessException("'likeness vanilla-vae' needs --train or --sample (give one of them)");
        }
    }

    private int Sample(string folder, ParseResult result, CancellationToken cancellationToken)
    {
        var settings = run.Read(result, CommandName, options: null);
        string path = settings.OutputFolder ?? Path.Combine(folder, "sampled.png");
        return CommandTree
            .Build([TaskCommand.Sample.Name, folder])
            .Parse([
                TaskCommand.Sample.Name,
                folder,
                "-n",
                settings.SampleCount.ToString(CultureInfo.InvariantCulture),
                "--seed",
                settings.Seed.ToString(CultureInfo.InvariantCulture),
                "--out",
                path,
            ])
            .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, cancellationToken)
            .GetAwaiter()
            .GetResult();
    }

    // A weights file stands for the run whose folder contains it.
    private static string? Folder(string? path) =>
        path is not null && File.Exists(path) ? Path.GetDirectoryName(Path.GetFullPath(path)) : path;
}
