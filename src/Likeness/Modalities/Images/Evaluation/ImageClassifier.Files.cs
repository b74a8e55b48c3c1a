using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Likeness.Data;
using Likeness.Interop;
using Likeness.Modalities.Images.Data;
using Likeness.Nn;

namespace Likeness.Modalities.Images.Evaluation;

/// <content>Storage: a safetensors file with the weights, and the sizes and questions as texts.</content>
public sealed partial class ImageClassifier
{
    private const string KindKey = "kind";
    private const string Kind = "likeness image classifier 1";
    private const string ShapeKey = "shape";
    private const string QuestionsKey = "questions";
    private const string NetworkKey = "network";

    // Has classifiers as resources, under the names that their files have.
    private static readonly Assembly Library = typeof(ImageClassifier).Assembly;

    /// <summary>Writes the classifier as a safetensors file, atomically.</summary>
    /// <exception cref="LikenessException">The file cannot be written.</exception>
    public void Save(string path)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [KindKey] = Kind,
            [ShapeKey] = string.Create(CultureInfo.InvariantCulture, $"{Shape.Channels} {Shape.Height} {Shape.Width}"),
            [QuestionsKey] = JsonSerializer.Serialize(Questions),
        };
        if (network is TextureNetwork)
        {
            texts[NetworkKey] = nameof(ClassifierNetwork.Textures);
        }

        new SafetensorsFile(
            parameters.Select(parameter => WeightFile.ToTensor(parameter.Name, parameter)),
            texts
        ).Write(path);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="LikenessException">The file is missing, damaged, or not a classifier.</exception>
    public static ImageClassifier Load(string path)
    {
        var file = SafetensorsFile.Read(path);
        var classifier =
            Empty(file.Metadata)
            ?? throw new LikenessException(
                $"{path}: this is not an image classifier (remove it, so that a new one is trained)"
            );
        try
        {
            foreach (var parameter in classifier.parameters)
            {
                WeightFile.Fill(parameter, file[parameter.Name], path);
            }

            return classifier;
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The classifier of some images under some settings: loaded from a folder if it was trained before, else trained and
    /// saved there. A file that cannot be used is replaced. Those of the default splits of shapes, MNIST and Fashion-MNIST come with the library.
    /// </summary>
    /// <param name="folder">The folder of <c>classifier-….safetensors</c>, named after images and settings; created if missing.</param>
    /// <param name="images">The training images; two or more.</param>
    /// <param name="settings">Seed and length; the defaults where null.</param>
    /// <param name="progress">Receives the progress of the training, every 50 steps.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <exception cref="LikenessException">There are fewer than two images, or the folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public static ImageClassifier LoadOrTrain(
        string folder,
        ImageSet images,
        ImageClassifierSettings? settings = null,
        IProgress<ImageClassifierProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        settings ??= new ImageClassifierSettings();
        string path = PathOf(folder, images, settings);
        if (File.Exists(path))
        {
            try
            {
                return Load(path);
            }
            catch (LikenessException)
            {
                // Damaged, or of another version: it is replaced below.
            }
        }

        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LikenessException($"{folder}: the folder cannot be made ({failure.Message})", failure);
        }

        using (var enclosed = Library.GetManifestResourceStream(Path.GetFileName(path)))
        {
            if (enclosed is not null)
            {
                AtomicFile.Write(path, enclosed.CopyTo);
                return Load(path);
            }
        }

        var classifier = Train(images, settings, progress, cancellationToken);
        try
        {
            classifier.Save(path);
            return classifier;
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }

    /// <summary>Whether <see cref="LoadOrTrain"/> need not train.</summary>
    internal static bool IsStored(string folder, ImageSet images, ImageClassifierSettings settings)
    {
        string path = PathOf(folder, images, settings);
        return File.Exists(path) || Library.GetManifestResourceInfo(Path.GetFileName(path)) is not null;
    }

    /// <summary>The file in which <see cref="LoadOrTrain"/> keeps a classifier.</summary>
    internal static string PathOf(string folder, ImageSet images, ImageClassifierSettings settings) =>
        Path.Combine(folder, $"classifier-{Key(images, settings)}.safetensors");

    private static string Key(ImageSet images, ImageClassifierSettings settings)
    {
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{Kind}|{ImageFingerprint.Compute(images)}|{settings.Seed}|{settings.Images}|{settings.MaxEpochs}|{settings.Batch}|{settings.LearningRate:R}"
        );
        // The network for evaluation has no name, so that classifiers stored before there was a second one are found.
        text += settings.Network == ClassifierNetwork.Features ? "" : $"|{settings.Network}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    private static ImageClassifier? Empty(IReadOnlyDictionary<string, string> texts)
    {
        if (
            texts.GetValueOrDefault(KindKey) != Kind
            || texts.GetValueOrDefault(ShapeKey)?.Split(' ') is not [var channels, var height, var width]
            || !int.TryParse(channels, CultureInfo.InvariantCulture, out int c)
            || !int.TryParse(height, CultureInfo.InvariantCulture, out int h)
            || !int.TryParse(width, CultureInfo.InvariantCulture, out int w)
            || c is < 1 or > 4
            || h is < 1 or > 4096
            || w is < 1 or > 4096
        )
        {
            return null;
        }

        try
        {
            var questions = JsonSerializer.Deserialize<ImageQuestion[]>(texts.GetValueOrDefault(QuestionsKey, "[]"));
            return questions is { Length: > 0 } && questions.Sum(question => question.Classes.Count) < 100_000
                ? new ImageClassifier(
                    new ImageShape(c, h, w),
                    questions,
                    seed: null,
                    texts.GetValueOrDefault(NetworkKey) == nameof(ClassifierNetwork.Textures)
                        ? ClassifierNetwork.Textures
                        : ClassifierNetwork.Features
                )
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
