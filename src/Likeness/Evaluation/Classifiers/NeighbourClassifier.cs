using Likeness.Compute.Cpu;

namespace Likeness.Evaluation.Classifiers;

/// <summary>C2ST-KNN: the fraction of generated rows among the k nearest, k the largest odd number ≤ √(training rows).</summary>
internal sealed class NeighbourClassifier : ClassifierTwoSample
{
    public override string Name => "C2ST (k-NN)";

    public override string Source => "Lopez-Paz and Oquab 2017, arXiv 1610.06545, section 3 (C2ST-KNN), cross-fitted";

    protected override string Settings(int width, int trainingRows) => $"k = {Neighbours(trainingRows)}";

    protected override PointCloud Rows(EvaluationData data) => data.Pooled;

    protected override double[] Score(
        PointCloud train,
        bool[] isGenerated,
        PointCloud test,
        PhiloxRandom random,
        EvaluationData data
    )
    {
        int k = Neighbours(train.RowCount);
        var found = NearestNeighbours.Find(test, train, k, excludeSelf: false, data);
        return
        [
            .. Enumerable
                .Range(0, test.RowCount)
                .Select(row => Enumerable.Range(0, k).Count(rank => isGenerated[found.Index(row, rank)]) / (double)k),
        ];
    }

    // Odd, so that votes are never tied.
    private static int Neighbours(int trainingRows) => (((int)Math.Sqrt(trainingRows) - 1) / 2 * 2) + 1;
}
