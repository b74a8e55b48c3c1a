using Likeness.Evaluation;
using Likeness.Evaluation.Novelty;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>The novelty of generated images: the distance of each to its nearest training image, compared with that of real images.</summary>
internal static class ImageNovelty
{
    /// <summary>Searches the nearest images.</summary>
    /// <param name="train">All training images; three or more.</param>
    /// <param name="test">Real images outside the training data, or null.</param>
    /// <param name="generated">The query images.</param>
    /// <param name="chosen">The indices of the real images for comparison: test ones, or else training images among the others.</param>
    /// <param name="maxCompared">The most real images that are searched among all others.</param>
    /// <param name="data">The evaluation, for seed, threads and cancellation.</param>
    public static (NoveltyReport Report, NearestTraining Nearest) Compute(
        ImageSet train,
        ImageSet? test,
        ImageSet generated,
        int[] chosen,
        int maxCompared,
        EvaluationData data
    )
    {
        var made = Find(generated, train, ImageSearch.Neighbours(train));
        var real = Find((test ?? train).Take(chosen), train, 2, test is null ? chosen : null);
        var unseen = test is null ? null : Find(generated, test, ImageSearch.Neighbours(test));
        double[] distances = Distances(made);
        double[] away = unseen is null ? [] : Distances(unseen);
        var search = new ImageSearch(train, test, made, unseen, maxCompared, data);
        var matches = MatchTests.Compute(search, data);
        var numbers = new NoveltyNumbers(
            test is null ? "each training image among the others" : "test images",
            "images",
            distances,
            Distances(real),
            Ratio(made),
            Ratio(real),
            Tolerance: search.SameDistance,
            test is null ? null : Spread.Mean([.. distances.Zip(away, (near, far) => near < far ? 1.0 : 0.0)]),
            matches,
            train.Count,
            test?.Count ?? 0
        );
        return (NoveltyVerdict.Create(numbers), new NearestTraining(generated, made));

        NearestImages Find(ImageSet images, ImageSet among, int neighbours, int[]? itself = null) =>
            NearestImages.Find(
                images,
                among,
                Math.Min(neighbours, among.Count - 1),
                itself,
                data.Settings.Threads,
                data.Cancellation
            );
    }

    private static double[] Distances(NearestImages found) =>
        [.. Enumerable.Range(0, found.Count).Select(image => found.Distance(image))];

    private static double Ratio(NearestImages found) =>
        Spread.Median([
            .. Enumerable
                .Range(0, found.Count)
                .Select(image =>
                    found.Distance(image) == 0
                        ? 0
                        : found.Distance(image) / found.Distance(image, Math.Min(1, found.Neighbours - 1))
                ),
        ]);
}
