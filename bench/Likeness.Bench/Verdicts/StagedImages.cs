using Likeness.Compute.Cpu;
using Likeness.Evaluation.Verdicts;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Evaluation;

namespace Likeness.Bench.Verdicts;

/// <summary>Staged images of three classes, 12×12 pixels: a bright row, column or square on noise.</summary>
internal static class StagedImages
{
    private const int Side = 12;
    private const int Classes = 3;
    private static readonly ImageShape Shape = new(1, Side, Side);

    public static IEnumerable<StagedSet> All(int images)
    {
        yield return Make(
            "perfect images",
            images,
            [SimilarityLevel.Indistinguishable],
            NoveltyLevel.New,
            (_, random) => Sample(images / 3, random)
        );
        yield return Make(
            "training images, a few pixels changed by 1 of 255",
            images,
            [SimilarityLevel.Indistinguishable],
            NoveltyLevel.NearCopies,
            (train, _) => Changed(train.Take([.. Enumerable.Range(0, images / 3)]))
        );
        yield return Make(
            "smudges: images under a 5×5 mean",
            images,
            [SimilarityLevel.Distinguishable, SimilarityLevel.Poor],
            NoveltyLevel.New,
            (_, random) => Smudged(Sample(images / 3, random))
        );
        yield return Make(
            "all images constant",
            images,
            [SimilarityLevel.Poor],
            NoveltyLevel.Undetermined,
            (_, _) => new ImageSet(Shape, new byte[images / 3 * Shape.Length])
        );
    }

    private static StagedSet Make(
        string name,
        int images,
        SimilarityLevel[] levels,
        NoveltyLevel novelty,
        Func<ImageSet, PhiloxRandom, ImageSet> generate
    ) =>
        new(
            name,
            levels,
            novelty,
            (seed, threads) =>
            {
                var train = Sample(images, new PhiloxRandom(seed, 1));
                return ImageEvaluator
                    .Evaluate(
                        train,
                        Sample(images / 3, new PhiloxRandom(seed, 2)),
                        generate(train, new PhiloxRandom(seed, 3)),
                        new ImageEvaluationSettings
                        {
                            Seed = seed,
                            Threads = threads,
                            Classifier = new ImageClassifierSettings { Images = 8 * images, Batch = 32 },
                        }
                    )
                    .Verdict;
            }
        );

    private static ImageSet Sample(int count, PhiloxRandom random)
    {
        var pixels = new byte[count * Shape.Length];
        int[] classes = [.. Enumerable.Range(0, count).Select(i => i % Classes)];
        for (int i = 0; i < count; i++)
        {
            int row = 2 + random.NextInt(Side - 4);
            int column = 2 + random.NextInt(Side - 4);
            for (int at = 0; at < Shape.Length; at++)
            {
                var (y, x) = Math.DivRem(at, Side);
                bool isLit = classes[i] switch
                {
                    0 => y == row,
                    1 => x == column,
                    _ => Math.Abs(y - row) < 2 && Math.Abs(x - column) < 2,
                };
                pixels[(i * Shape.Length) + at] = (byte)((isLit ? 200 : 30) + random.NextInt(50));
            }
        }

        return new ImageSet(Shape, pixels, [new ImageLabel("class", ["row", "column", "square"], classes)]);
    }

    private static ImageSet Changed(ImageSet images) =>
        new(Shape, [.. images.Pixels.Select((pixel, i) => (byte)(pixel ^ (i % 7 == 0 ? 1 : 0)))]);

    private static ImageSet Smudged(ImageSet images)
    {
        var pixels = new byte[images.Pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            var (image, at) = Math.DivRem(i, Shape.Length);
            var (y, x) = Math.DivRem(at, Side);
            int sum = 0;
            for (int near = 0; near < 25; near++)
            {
                int row = Math.Clamp(y + (near / 5) - 2, 0, Side - 1);
                int column = Math.Clamp(x + (near % 5) - 2, 0, Side - 1);
                sum += images[image][(row * Side) + column];
            }

            pixels[i] = (byte)(sum / 25);
        }

        return new ImageSet(Shape, pixels);
    }
}
