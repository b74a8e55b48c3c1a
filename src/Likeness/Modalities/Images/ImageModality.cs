using System.Globalization;
using System.Text.Json;
using Likeness.Data;
using Likeness.Interop;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Datasets;
using Likeness.Modalities.Images.Evaluation;
using Likeness.Modalities.Images.Report;
using Likeness.Modalities.Images.Tasks;
using Likeness.Models;
using Likeness.Models.Diffusion;
using Likeness.Runs;

namespace Likeness.Modalities.Images;

/// <summary>Images of one size, with or without classes.</summary>
public sealed class ImageModality : Modality<ImageSet>
{
    // A stack of images has at least three axes; a table has at most two.
    private const int ImageAxes = 3;
    private const int HeaderBytes = 4096;

    /// <inheritdoc/>
    public override string Name => "images";

    /// <inheritdoc/>
    public override string Plural => "images";

    /// <inheritdoc/>
    public override string Unit => "images";

    /// <inheritdoc/>
    public override string FileHelp =>
        "a folder or archive of PNG or JPEG pictures (one folder for each class, or one), or a .npz or .npy array";

    /// <inheritdoc/>
    public override string SampleFileName => "photos";

    /// <inheritdoc/>
    public override IReadOnlyList<string> SourceOptions =>
        [
            nameof(DataSource.DatasetRows),
            nameof(DataSource.Classes),
            nameof(DataSource.Fit),
            nameof(DataSource.Colour),
            nameof(DataSource.Background),
            nameof(DataSource.AcceptsTerms),
        ];

    /// <inheritdoc/>
    public override Recipe RecipeFor(DataSource source, TimeSpan budget) => ImageRecipes.For(source, budget);

    /// <inheritdoc/>
    public override DataDescription Describe(DataSource source) =>
        ImageFilesDescription.Create(source, RecipeFor(source, Recipe.DefaultBudget).Options!.Size);

    /// <inheritdoc/>
    public override string? DefaultDataset => "shapes";

    /// <inheritdoc/>
    public override string SampleArguments => "-n 64 --out samples.png";

    /// <inheritdoc/>
    public override bool SamplesWhileTraining => true;

    /// <inheritdoc/>
    public override IReadOnlyList<DatasetSummary> Datasets { get; } =
    [
        .. ImageDatasetRegistry.All.Select(entry => new DatasetSummary(
            entry.Name,
            $"{entry.Summary} ({Access(entry)})",
            Size(entry)
        )),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<ModelTask> Tasks { get; } =
    [
        new SampleImages(),
        new ScoreImages(),
        new ImputeImages(),
        new ReconstructImages(),
        new TranslateImages(),
        new EncodeImages(),
        new InterpolateImages(),
        new TraverseImages(),
    ];

    /// <inheritdoc/>
    public override bool Recognises(IReadOnlyList<string> files) =>
        files is [var path]
        && (
            ImageFiles.IsPictures(path)
            || Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".npz" => ImageFiles.IsArchiveOfImages(path, ImageAxes),
                ".npy" => Axes(path) >= ImageAxes,
                _ => false,
            }
        );

    /// <inheritdoc/>
    public override DataSplit<ImageSet> Read(
        DataSource source,
        ModelOptions options,
        SplitSettings split,
        Action<double>? progress = null
    ) => ImageReader.Read(source, options.Size, split, progress);

    /// <inheritdoc/>
    public override int Count(ImageSet examples) => examples.Count;

    /// <inheritdoc/>
    public override string Fingerprint(ImageSet examples) => ImageFingerprint.Compute(examples);

    /// <inheritdoc/>
    public override IEncoding<ImageSet> Fit(ImageSet train, ModelOptions options, Action<double>? progress = null) =>
        ImageEncoding.Fit(train, options);

    /// <inheritdoc/>
    public override IEncoding<ImageSet> Restore(JsonElement json, ModelOptions options) =>
        new ImageEncoding(ImageTransform.FromJson(json), options.Flip);

    /// <inheritdoc/>
    public override DataDescription Describe(DataSplit<ImageSet> data, IEncoding<ImageSet> encoding) =>
        ImageDataDescription.Create(data, ((ImageEncoding)encoding).Transform);

    /// <inheritdoc/>
    public override ModelView Open(TrainedModel model) => new ImageModel(model);

    /// <inheritdoc/>
    public override EvaluationOutcome Evaluate(
        TrainedModel model,
        EvaluationRequest settings,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    ) =>
        ImageModelEvaluation.Evaluate(
            model,
            settings.Samples ?? ImageModelEvaluation.DefaultSamples,
            ImageModelEvaluation.Settings(settings, model.Record.Seed),
            progress,
            cancellationToken,
            settings.Samples is null ? settings.Time : null,
            settings.Budget ?? settings.Time
        );

    internal override int EvaluatedRows(RunRecord record) => ImageModelEvaluation.DefaultSamples;

    internal override int SampledAtOnce => ImageModel.Chunk;

    internal override double EvaluationSeconds(RunRecord record, PreparedData data, EvaluationCosts costs) =>
        ImageEvaluationTime.SecondsOf(
            ((ImageExamples)data.Train).Images,
            record.Data.CountOf("test"),
            ImageModelEvaluation.Settings(new EvaluationRequest(), record.Seed),
            costs
        )
        + ImageEvaluationTime.SamplingSeconds(ImageModelEvaluation.DefaultSamples, costs)
        + (
            costs.Integrates ? Integrations.SecondsOf(costs.Score, costs.Budget)
            : costs.HasDensity ? costs.Score * Math.Min(record.Data.CountOf("test"), Integrations.All.Scored)
            : 0
        );

    internal override double LeastEvaluationSeconds(RunRecord record, PreparedData data, Slowness slowness) =>
        ImageEvaluationTime.LeastSeconds(
            ((ImageExamples)data.Train).Images,
            record.Data.CountOf("test"),
            ImageModelEvaluation.Settings(new EvaluationRequest(), record.Seed),
            slowness
        );

    internal override string? Smaller => "a smaller --size";

    // Images stay bytes, in memory or on the disk; samples are held as numbers and as bytes, of others only features.
    internal override double EvaluationBytes(PreparedData data)
    {
        const int FeatureCopies = 3;
        var settings = new ImageEvaluationSettings();
        double described = Math.Min(settings.MaxImages, data.Train.Count) * (2 + settings.BaselineRepeats);
        return (described * FeatureNetwork.Features * sizeof(double) * FeatureCopies)
            + ((double)ImageModelEvaluation.DefaultSamples * data.Train.Width * (sizeof(float) + sizeof(byte)));
    }

    /// <inheritdoc/>
    public override EvaluationOutcome Evaluate(
        EvaluatedFiles files,
        EvaluationRequest settings,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    ) => ImageFileEvaluation.Evaluate(files, settings, progress, cancellationToken);

    // Words of edits take the place of classes.
    private protected override IEncoding<ImageSet> EncodingLike(RunRecord other, ImageSet train, ModelOptions options)
    {
        if (options is not DiffusionOptions { Edits: true })
        {
            return Like(train);
        }

        if (train.Before is null)
        {
            throw new LikenessException(
                "the images are no pairs of a picture before and after an edit (give a folder with before, after and words.csv, or --dataset shape-edits)"
            );
        }

        var transform = ImageTransform.FromJson(other.Transform);
        if (transform.LearnsEdits)
        {
            return Like(train);
        }

        transform.RequireShape(train.Shape);
        return new ImageEncoding(
            transform with
            {
                Classes = train.Labels[0].Classes,
                LearnsClass = true,
                LearnsEdits = true,
                Unpadded = train.Unpadded,
            },
            options.Flip
        );

        ImageEncoding Like(ImageSet images) =>
            new(
                ((ImageEncoding)base.EncodingLike(other, images, options)).Transform with
                {
                    Unpadded = images.Unpadded,
                },
                options.Flip
            );
    }

    private protected override void RequireLike(RunRecord other, ImageSet examples)
    {
        var transform = ImageTransform.FromJson(other.Transform);
        transform.RequireShape(examples.Shape);
        int classes = examples.Labels.Count > 0 ? examples.Labels[0].Classes.Count : 0;
        if (transform.LearnsClass && (classes == 0 || classes > transform.Classes.Count))
        {
            throw new LikenessException(
                $"the images have {classes} classes, but the run's model learned {transform.Classes.Count} (give a folder for each class, and no more of them)"
            );
        }
    }

    internal override void WriteEpochSamples(RunRecord record, string folder, int epoch, ReadOnlySpan<float> rows)
    {
        var images = ImageTransform.FromJson(record.Transform).Inverse(rows);
        string name = $"epoch-{epoch.ToString("0000", CultureInfo.InvariantCulture)}.png";
        ImageSampleFile.WritePicture(Path.Combine(folder, name), ImageGrid.Draw(images));
    }

    private protected override string? FormerFingerprint(DataSource source, DataSplit<ImageSet> data) =>
        ImageFingerprint.Compute(data.Train);

    private static string Size(ImageDatasetEntry entry)
    {
        var counts = entry.Counts;
        int[] parts = [counts.Train, counts.Validation, counts.Test];
        string images = string.Join(" + ", parts.Where(count => count > 0).Select(count => Numeral.Whole(count)));
        return $"{images} images of {entry.Shape}, {entry.ClassCount} classes";
    }

    // How one gets it.
    private static string Access(ImageDatasetEntry entry) =>
        entry.Files.Count == 0 ? "generated"
        : entry.Files.Any(file => file.IsByHand)
            ? $"by hand: {string.Join(", ", entry.Files.Select(file => file.Name))} into the folder {Path.GetFileName(entry.FolderIn())}"
        : entry.Files.Sum(file => file.Bytes ?? 0) is > 0 and var bytes
            ? $"downloads {AvailableMemory.Show(bytes)}{(entry.AsksForConsent ? " with --accept-terms" : "")}"
        : "downloaded";

    private static int Axes(string path)
    {
        try
        {
            return NpyHeader.Read(InputFile.ReadStart(path, HeaderBytes)).Shape.Length;
        }
        catch (InvalidDataException)
        {
            return 0; // the code that reads the file reports the error
        }
    }
}
