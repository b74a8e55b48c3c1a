using Likeness.Compute.Cpu;
using Likeness.Numerics;

namespace Likeness.Evaluation.Classifiers;

/// <summary>
/// Logistic regression on <see cref="QuadraticFeatures"/>, with ½‖w‖² added to the summed log-loss (scikit-learn's C = 1; the
/// intercept is free), solved by Newton's method with halved steps.
/// </summary>
internal sealed class LogisticClassifier : ClassifierTwoSample
{
    private const int MaxSteps = 50;
    private const double Enough = 1e-9; // of the gradient, per row

    public override string Name => "C2ST (logistic regression)";

    public override string Source =>
        "Lopez-Paz and Oquab 2017, arXiv 1610.06545, section 3; SDMetrics, LogisticDetection, here with squares and products";

    public override string Summary =>
        "0.5: means, variances and correlations do not separate samples from real rows; 1: they always do.";

    protected override string Settings(int width, int trainingRows) => QuadraticFeatures.Words(width);

    protected override double[] Score(ClassifierFold fold, PhiloxRandom random, EvaluationData data)
    {
        var train = Rows(data).TakeRows(fold.Train);
        var test = Rows(data).TakeRows(fold.Test);
        var features = new QuadraticFeatures(train);
        double[] weights = Fit(features.Compute(train), fold.IsGenerated);
        return Probabilities(Margins(features.Compute(test), weights));
    }

    /// <summary>The weights that minimise ½‖w‖² + Σ log(1 + exp(∓margin)): one per feature, then the intercept.</summary>
    internal static double[] Fit(double[][] features, bool[] labels)
    {
        var weights = new double[features.Length + 1];
        double loss = Loss(features, labels, weights);
        for (int step = 0; step < MaxSteps; step++)
        {
            (double[] gradient, double[] curvature) = Derivatives(features, labels, weights);
            if (gradient.Max(Math.Abs) <= Enough * labels.Length)
            {
                break;
            }

            double[] direction = Cholesky.Solve(curvature, gradient);
            double[] next = weights;
            double lower = double.PositiveInfinity;
            for (double length = 1; length > 1e-6 && !(lower < loss); length /= 2)
            {
                next = [.. weights.Zip(direction, (weight, d) => weight - (length * d))];
                lower = Loss(features, labels, next);
            }

            if (!(lower < loss))
            {
                break;
            }

            (weights, loss) = (next, lower);
        }

        return weights;
    }

    private static double[] Margins(double[][] features, double[] weights)
    {
        var margins = new double[features[0].Length];
        Array.Fill(margins, weights[^1]);
        for (int i = 0; i < features.Length; i++)
        {
            LaneSums.AddScaled(margins, weights[i], features[i]);
        }

        return margins;
    }

    private static double[] Probabilities(double[] margins) =>
        [.. margins.Select(margin => 1 / (1 + Math.Exp(-margin)))];

    private static double Loss(double[][] features, bool[] labels, double[] weights)
    {
        double loss = 0.5 * weights.SkipLast(1).Sum(weight => weight * weight);
        double[] margins = Margins(features, weights);
        for (int row = 0; row < labels.Length; row++)
        {
            double against = labels[row] ? -margins[row] : margins[row];
            loss += Math.Max(against, 0) + Math.Log(1 + Math.Exp(-Math.Abs(against)));
        }

        return loss;
    }

    // Of the loss: its gradient, and its second derivatives [weights][weights].
    private static (double[] Gradient, double[] Curvature) Derivatives(
        double[][] features,
        bool[] labels,
        double[] weights
    )
    {
        int n = weights.Length;
        double[] chance = Probabilities(Margins(features, weights));
        double[] error = [.. chance.Select((p, row) => labels[row] ? p - 1 : p)];
        double[] variance = [.. chance.Select(p => p * (1 - p))];
        double[][] withOne = [.. features, [.. chance.Select(_ => 1.0)]];
        var gradient = new double[n];
        var curvature = new double[n * n];
        var weighted = new double[labels.Length];
        for (int i = 0; i < n; i++)
        {
            gradient[i] = LaneSums.Dot(withOne[i], error) + (i < n - 1 ? weights[i] : 0);
            for (int row = 0; row < weighted.Length; row++)
            {
                weighted[row] = withOne[i][row] * variance[row];
            }

            for (int j = i; j < n; j++)
            {
                double sum = LaneSums.Dot(weighted, withOne[j]);
                curvature[(i * n) + j] = sum;
                curvature[(j * n) + i] = sum;
            }

            // The intercept is not regularised, but a flat direction must not make the system singular.
            curvature[(i * n) + i] += i < n - 1 ? 1 : 1e-9;
        }

        return (gradient, curvature);
    }
}
