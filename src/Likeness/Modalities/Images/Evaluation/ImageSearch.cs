using Likeness.Evaluation;
using Likeness.Evaluation.Novelty;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>Searches training and test images by their pixels. Indices count the training images first.</summary>
internal sealed class ImageSearch : IRealSearch
{
    private readonly ImageSet train;
    private readonly ImageSet? test;
    private readonly NearestImages inTrain;
    private readonly NearestImages? inTest;
    private readonly EvaluationData data;
    private readonly int maxCompared;
    private readonly int[] order;
    private readonly int[] rank;

    /// <summary>Wraps the neighbours of the samples.</summary>
    /// <param name="train">All training images.</param>
    /// <param name="test">All test images, or null.</param>
    /// <param name="inTrain">The nearest training images of each sample.</param>
    /// <param name="inTest">The nearest test images of each sample; null without any.</param>
    /// <param name="maxCompared">The most real images that are searched, too.</param>
    /// <param name="data">The evaluation, for seed and threads.</param>
    public ImageSearch(
        ImageSet train,
        ImageSet? test,
        NearestImages inTrain,
        NearestImages? inTest,
        int maxCompared,
        EvaluationData data
    )
    {
        this.maxCompared = maxCompared;
        (this.train, this.test, this.inTrain, this.inTest, this.data) = (train, test, inTrain, inTest, data);
        int count = train.Count + (test?.Count ?? 0);
        order = data.Random(EvaluationStream.MatchOrder).Permutation(count);
        rank = new int[count];
        for (int i = 0; i < count; i++)
        {
            rank[order[i]] = i;
        }

        IsTraining = [.. Enumerable.Range(0, count).Select(place => place < train.Count)];
    }

    public IReadOnlyList<bool> IsTraining { get; }

    public IReadOnlyList<int> Compared => order[..Math.Min(order.Length, maxCompared)];

    public double SameDistance => 0;

    /// <summary>The number of neighbours found in a set; an image is not a neighbour of itself.</summary>
    public static int Neighbours(ImageSet images) => Math.Min(IRealSearch.Neighbours, images.Count - 1);

    public NearestReal OfGenerated() => Join(inTrain, inTest);

    public NearestReal OfReal(IReadOnlyList<int> places)
    {
        var pixels = new byte[places.Count * train.Shape.Length];
        for (int i = 0; i < places.Count; i++)
        {
            var image = IsTraining[places[i]] ? train[places[i]] : test![places[i] - train.Count];
            image.CopyTo(pixels.AsSpan(i * train.Shape.Length));
        }

        var images = new ImageSet(train.Shape, pixels);
        int[] inTest = [.. places.Select(place => place - train.Count)];
        return Join(Find(images, train, [.. places]), test is null ? null : Find(images, test, inTest));
    }

    // An index that no image has, for images of the other set.
    private NearestImages Find(ImageSet images, ImageSet among, int[] itself) =>
        NearestImages.Find(images, among, Neighbours(among), itself, data.Settings.Threads, data.Cancellation);

    private NearestReal Join(NearestImages first, NearestImages? second)
    {
        int k = Math.Min(IRealSearch.Neighbours, first.Neighbours + (second?.Neighbours ?? 0));
        var joined = Enumerable
            .Range(0, first.Count)
            .Select(image =>
                Enumerable
                    .Range(0, first.Neighbours)
                    .Select(i => (Distance: first.Distance(image, i), Place: first.Index(image, i)))
                    .Concat(
                        Enumerable
                            .Range(0, second?.Neighbours ?? 0)
                            .Select(i =>
                                (Distance: second!.Distance(image, i), Place: train.Count + second.Index(image, i))
                            )
                    )
                    .OrderBy(found => found.Distance)
                    .ThenBy(found => rank[found.Place])
                    .Take(k)
                    .ToArray()
            )
            .ToArray();
        return NearestReal.Create(
            first.Count,
            k,
            (image, i) => joined[image][i].Distance,
            (image, i) => joined[image][i].Place
        );
    }
}
