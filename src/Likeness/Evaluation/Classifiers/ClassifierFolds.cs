namespace Likeness.Evaluation.Classifiers;

/// <summary>As many real as generated rows in five folds: each row is scored by a classifier that was trained on the other folds.</summary>
internal sealed class ClassifierFolds
{
    /// <summary>The number of folds.</summary>
    public const int Count = 5;

    private readonly int[] folds;
    private readonly Lazy<ClassifierFold?>[] all;

    /// <summary>Divides rows. Row i of either list belongs to fold i mod 5, but rows of one subject to one fold.</summary>
    /// <param name="data">The evaluation.</param>
    /// <param name="real">Real rows, of <see cref="EvaluationData.Pooled"/>.</param>
    /// <param name="generated">As many generated rows, or real ones in their place.</param>
    public ClassifierFolds(EvaluationData data, int[] real, int[] generated)
    {
        Rows = [.. real, .. generated];
        // Rows of one subject are similar: a classifier that knew some of them would know the others.
        folds =
            data.Subjects?.Folds(Rows, Count, data.Random(EvaluationStream.Folds, 2))
            ?? [.. Enumerable.Range(0, Rows.Length).Select(i => i % real.Length % Count)];
        all = [.. Enumerable.Range(0, Count).Select(fold => new Lazy<ClassifierFold?>(() => Divide(fold)))];
    }

    /// <summary>The rows, real ones first.</summary>
    public int[] Rows { get; }

    /// <summary>A fold; null where it has no rows, or all of them.</summary>
    public ClassifierFold? this[int fold] => all[fold].Value;

    /// <summary>The rows that metrics compare.</summary>
    public static ClassifierFolds Compared(EvaluationData data)
    {
        int each = Each(data);
        int[] real = data.Random(EvaluationStream.Folds, 0).Permutation(data.Reference.RowCount)[..each];
        int[] generated = data.Random(EvaluationStream.Folds, 1).Permutation(data.Generated.RowCount)[..each];
        return new(data, real, Array.ConvertAll(generated, row => row + data.RealRows));
    }

    /// <summary>How many rows of each sample metrics compare.</summary>
    public static int Each(EvaluationData data) =>
        Math.Min(data.Settings.ClassifierRows, Math.Min(data.Reference.RowCount, data.Generated.RowCount));

    /// <summary>Scores before any are put: nothing is known of a row whose fold has all rows.</summary>
    public static double[] Blank(int rows)
    {
        var scores = new double[rows];
        Array.Fill(scores, 0.5);
        return scores;
    }

    /// <summary>Puts the scores of a fold's test rows among those of all rows.</summary>
    public void Put(int fold, double[] found, double[] scores)
    {
        for (int i = 0, next = 0; i < scores.Length; i++)
        {
            if (folds[i] == fold)
            {
                scores[i] = found[next++];
            }
        }
    }

    private ClassifierFold? Divide(int fold)
    {
        int[] test = [.. Enumerable.Range(0, Rows.Length).Where(i => folds[i] == fold)];
        int[] train = [.. Enumerable.Range(0, Rows.Length).Where(i => folds[i] != fold)];
        return train.Length == 0 || test.Length == 0
            ? null
            : new(
                Array.ConvertAll(train, i => Rows[i]),
                Array.ConvertAll(train, i => i >= Rows.Length / 2),
                Array.ConvertAll(test, i => Rows[i])
            );
    }
}
