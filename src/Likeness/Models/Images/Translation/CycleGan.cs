using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Adversarial;
using Likeness.Models.Baselines;

namespace Likeness.Models.Images.Translation;

/// <summary>
/// CycleGAN: unpaired translation between two classes of images. Zhu et al. 2017, arXiv:1703.10593: a generator and a discriminator per class with a
/// least-squares loss (§4), the cycle-consistency loss (eq. 2, weight λ), and the identity loss (§5.2). A batch holds both classes; each row goes through both
/// generators, one of which translates it, while the other should reproduce it. There is no history of translated images for the discriminators. Samples are
/// translations of a few training images that the model stores.
/// </summary>
[Model(
    "cyclegan",
    Learns = typeof(ImageSet),
    Title = "CycleGAN",
    Paper = "Zhu et al. 2017, arXiv:1703.10593",
    Summary = "unpaired translation between two classes of images with cycle consistency"
)]
public sealed class CycleGan : GenerativeModel, IFitted, ITranslator
{
    /// <summary>Training images that are stored, whose translations are the samples.</summary>
    private const int MaxKept = 64;

    private readonly CycleGanOptions options;
    private readonly LeastSquaresLoss adversarialLoss = new();
    private readonly ResidualGenerator[] generators;
    private readonly PatchDiscriminator[] discriminators;
    private readonly StoredRows kept;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and weights.</param>
    /// <param name="space">Of images with two classes.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of no images or not of two classes, or an image cannot be downsampled twice.</exception>
    public CycleGan(CycleGanOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        this.options = options;
        var shape = space.Shape();
        space.Require("cyclegan", levels: false);
        if (space.Classes != 2)
        {
            throw new LikenessException(
                $"cyclegan translates between two classes, and the images have {space.Classes} (choose two with --classes, or give a folder of two folders)"
            );
        }

        if (shape.Height % 4 != 0 || shape.Width % 4 != 0 || shape.Height < 8 || shape.Width < 8)
        {
            throw new LikenessException(
                $"images of {shape.Height}×{shape.Width} pixels cannot be downsampled twice by 2 (give --size {Math.Max(2, shape.Height / 4) * 4})"
            );
        }

        // A generator translates to the class of its number, whose discriminator has the same number.
        var scope = Scope.WithNormal(0.02);
        generators =
        [
            .. Classes.Select(i => new ResidualGenerator(scope.At("generator").At(i), options, shape.Channels)),
        ];
        discriminators =
        [
            .. Classes.Select(i => new PatchDiscriminator(scope.At("critic").At(i), options.Width, shape.Channels)),
        ];
        kept = new StoredRows(Scope.At("kept"), space with { TrainRows = Math.Min(MaxKept, space.TrainRows) });
    }

    private static int[] Classes => [0, 1];

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new("generator loss", (rows, _) => GeneratorLoss(rows), Parameters.TrainedOf("generator.")),
            new("discriminator loss", (rows, _) => DiscriminatorLoss(rows), Parameters.TrainedOf("critic.")),
        ];

    /// <inheritdoc/>
    public override bool LossMeasuresQuality => false;

    /// <summary>Stores some images, evenly spaced in the training set.</summary>
    public void Fit(FitRows fit)
    {
        var train = fit.Train.Span;
        int rows = train.Length / Dimensions;
        var some = new float[kept.Count * Dimensions];
        for (int i = 0; i < kept.Count; i++)
        {
            int row = (int)((long)i * rows / kept.Count);
            train.Slice(row * Dimensions, Dimensions).CopyTo(some.AsSpan(i * Dimensions));
        }

        kept.Store(fit with { Train = some });
    }

    /// <summary>Stored training images, translated to the other class.</summary>
    public override Tensor Sample(int count)
    {
        var rows = kept.Sample(count, stream: 0);
        return Translate(rows, 1 - Space.ClassesOf(rows));
    }

    /// <inheritdoc/>
    public Tensor Translate(Tensor rows, Tensor classes)
    {
        var images = Space.Pixels(rows);
        var translated = Space.Rows(
            OfClass(classes, generators[0].Apply(images), generators[1].Apply(images)),
            classes
        );
        var stays = Space.ClassesOf(rows).EqualTo(classes).Reshape([rows.Shape[0], 1]);
        return stays.BroadcastTo(rows.Shape).Where(rows, translated);
    }

    /// <summary>The mean loss of the generators: the paper's eq. 3 and the identity loss.</summary>
    internal Tensor GeneratorLoss(Tensor rows)
    {
        var (images, classes) = (Space.Pixels(rows), Space.ClassesOf(rows));
        Tensor[] made = [.. generators.Select(generator => generator.Apply(images))];
        var translated = OfClass(1 - classes, made[0], made[1]);
        var same = OfClass(classes, made[0], made[1]);
        var back = OfClass(classes, generators[0].Apply(translated), generators[1].Apply(translated));

        // The paper has no ½ here.
        var adversarial = adversarialLoss.Generator(Scores(1 - classes, translated)) * 2;
        return adversarial
            + ((back - images).Abs().Mean() * (float)options.Cycle)
            + ((same - images).Abs().Mean() * (float)options.Identity);
    }

    /// <summary>The mean loss of the discriminators: each image by that of its own class, its translation by the other.</summary>
    internal Tensor DiscriminatorLoss(Tensor rows)
    {
        var (images, classes) = (Space.Pixels(rows), Space.ClassesOf(rows));
        var translated = OfClass(1 - classes, generators[0].Apply(images), generators[1].Apply(images));
        return adversarialLoss.Discriminator(Scores(classes, images), Scores(1 - classes, translated));
    }

    private Tensor Scores(Tensor classes, Tensor images) =>
        OfClass(classes, discriminators[0].Apply(images), discriminators[1].Apply(images));

    /// <summary>For each row the entry of the array of its class.</summary>
    private static Tensor OfClass(Tensor classes, Tensor ofFirst, Tensor ofSecond)
    {
        Shape stretched = new([classes.Shape[0], .. Enumerable.Repeat(1, ofFirst.Shape.Rank - 1)]);
        return classes.Reshape(stretched).BroadcastTo(ofFirst.Shape).Where(ofSecond, ofFirst);
    }
}
