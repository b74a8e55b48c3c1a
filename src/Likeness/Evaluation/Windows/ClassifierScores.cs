using Likeness.Compute.Cpu;
using Likeness.Evaluation.Classifiers;

namespace Likeness.Evaluation.Windows;

/// <summary>Scores of each window by a classifier that was not trained on its fold; higher means generated.</summary>
/// <param name="Real">Scores of real windows, in [0, 1].</param>
/// <param name="RealBlocks">Their blocks.</param>
/// <param name="Generated">Scores of generated windows; as many.</param>
/// <param name="GeneratedBlocks">Their blocks.</param>
internal sealed record ClassifierScores(double[] Real, int[] RealBlocks, double[] Generated, int[] GeneratedBlocks)
{
    /// <summary>The area under the ROC curve, ties counted half.</summary>
    public double Auc => RocAuc.Compute(Real, Generated);

    /// <summary>The accuracy at a threshold of ½.</summary>
    public double Accuracy => Spread.Mean(ClassifierTwoSample.Correct([.. Real, .. Generated]));

    /// <summary>AUCs of bootstrap resamples of whole blocks of either side.</summary>
    /// <param name="resamples">The number of resamples.</param>
    /// <param name="random">A generator for each resample.</param>
    public double[] Bootstrap(int resamples, Func<int, PhiloxRandom> random)
    {
        int[] real = Numbered(RealBlocks, out int realCount);
        int[] generated = Numbered(GeneratedBlocks, out int generatedCount);
        var wins = new double[realCount * generatedCount];
        for (int i = 0; i < Real.Length; i++)
        {
            for (int j = 0; j < Generated.Length; j++)
            {
                double win =
                    Generated[j] > Real[i] ? 1
                    : Generated[j] == Real[i] ? 0.5
                    : 0;
                wins[(real[i] * generatedCount) + generated[j]] += win;
            }
        }

        int[] realRows = Sizes(real, realCount);
        int[] generatedRows = Sizes(generated, generatedCount);
        var areas = new double[resamples];
        for (int i = 0; i < resamples; i++)
        {
            var drawn = random(i);
            int[] realTimes = Resamples.Counts(realCount, drawn);
            int[] generatedTimes = Resamples.Counts(generatedCount, drawn);
            (double won, double pairs) = (0, 0);
            for (int a = 0; a < realCount; a++)
            {
                for (int b = 0; b < generatedCount; b++)
                {
                    double times = (double)realTimes[a] * generatedTimes[b];
                    won += times * wins[(a * generatedCount) + b];
                    pairs += times * realRows[a] * generatedRows[b];
                }
            }

            areas[i] = won / pairs;
        }

        return areas;
    }

    private static int[] Numbered(int[] blocks, out int count)
    {
        var numbers = new Dictionary<int, int>();
        int[] numbered =
        [
            .. blocks.Select(block => numbers.TryAdd(block, numbers.Count) ? numbers.Count - 1 : numbers[block]),
        ];
        count = numbers.Count;
        return numbered;
    }

    private static int[] Sizes(int[] blocks, int count)
    {
        var sizes = new int[count];
        foreach (int block in blocks)
        {
            sizes[block]++;
        }

        return sizes;
    }
}
