using Likeness.Compute.Cpu;

namespace Likeness.Evaluation.Classifiers;

/// <summary>C2ST-KNN: the fraction of generated rows among the k nearest, k the largest odd number ≤ √(training rows).</summary>
internal sealed class NeighbourClassifier : ClassifierTwoSample
{
    public override string Name => "C2ST (k-NN)";

    public override string Source => "Lopez-Paz and Oquab 2017, arXiv 1610.06545, section 3 (C2ST-KNN), cross-fitted";

    protected override string Settings(int width, int trainingRows) => $"k = {Neighbours(trainingRows)}";

    protected override PointCloud Rows(EvaluationData data) => data.Pooled;

    protected override double[] Score(ClassifierFold fold, PhiloxRandom random, EvaluationData data)
    {
        int k = Neighbours(fold.Train.Length);
        var votes = new Votes(data.Lists, fold, k);
        double[] scores = [.. fold.Test.Select(votes.Listed)];
        int[] unlisted = [.. Enumerable.Range(0, scores.Length).Where(row => double.IsNaN(scores[row]))];
        if (unlisted.Length > 0)
        {
            var found = NearestNeighbours.Find(
                data.Pooled.TakeRows(Array.ConvertAll(unlisted, row => fold.Test[row])),
                data.Pooled.TakeRows(fold.Train),
                k,
                excludeSelf: false,
                data
            );
            foreach (var (place, row) in unlisted.Index())
            {
                scores[row] =
                    Enumerable.Range(0, k).Count(rank => fold.IsGenerated[found.Index(place, rank)]) / (double)k;
            }
        }

        return scores;
    }

    /// <summary>How many neighbours are sought among the training rows, and these rows' fraction of all rows.</summary>
    internal static (int Neighbours, double Part) Wanted(EvaluationData data)
    {
        int training = 2 * ClassifierFolds.Each(data) * (ClassifierFolds.Count - 1) / ClassifierFolds.Count;
        return (Neighbours(Math.Max(1, training)), training / (double)data.Pooled.RowCount);
    }

    // Odd, so that votes are never tied.
    private static int Neighbours(int trainingRows) => (((int)Math.Sqrt(trainingRows) - 1) / 2 * 2) + 1;

    /// <summary>The votes of training rows in lists of neighbours.</summary>
    private sealed class Votes(NeighbourLists lists, ClassifierFold fold, int k)
    {
        private readonly sbyte[] labels = Labels(lists.Rows.RowCount, fold);

        /// <summary>The fraction of generated rows among the k nearest; NaN where the list ends before, or does not decide which of equally near rows are among them.</summary>
        public double Listed(int row)
        {
            int count = 0,
                generated = 0;
            double farthest = double.PositiveInfinity;
            for (int rank = 0; rank < lists.Length; rank++)
            {
                double distance = lists.Squared(row, rank);
                if (distance > farthest)
                {
                    return generated / (double)k;
                }

                int label = labels[lists.Index(row, rank)];
                if (label == 0)
                {
                    continue;
                }

                if (count == k)
                {
                    break;
                }

                generated += label > 0 ? 1 : 0;
                farthest = ++count == k ? distance : farthest;
            }

            return double.NaN;
        }

        private static sbyte[] Labels(int rows, ClassifierFold fold)
        {
            var labels = new sbyte[rows];
            for (int i = 0; i < fold.Train.Length; i++)
            {
                labels[fold.Train[i]] = (sbyte)(fold.IsGenerated[i] ? 1 : -1);
            }

            return labels;
        }
    }
}
