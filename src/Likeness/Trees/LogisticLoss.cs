namespace Likeness.Trees;

/// <summary>log(1 + exp(score)) − target·score, for targets 0 and 1.</summary>
internal sealed class LogisticLoss : BoostingLoss
{
    public override int Outputs => 1;

    public override double[] Baseline(ReadOnlySpan<double> targets)
    {
        double positives = 0;
        foreach (double target in targets)
        {
            positives += target;
        }

        double fraction = Inside(positives / targets.Length, targets.Length);
        return [Math.Log(fraction / (1 - fraction))];
    }

    public override void Derivatives(
        double[][] scores,
        double[] targets,
        double[][] gradients,
        double[][] hessians,
        int from,
        int to
    )
    {
        for (int row = from; row < to; row++)
        {
            double probability = Sigmoid(scores[0][row]);
            gradients[0][row] = probability - targets[row];
            hessians[0][row] = probability * (1 - probability);
        }
    }

    public override double Mean(double[][] scores, ReadOnlySpan<double> targets)
    {
        double sum = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            double score = scores[0][row];
            sum += Math.Max(score, 0) + Math.Log(1 + Math.Exp(-Math.Abs(score))) - (targets[row] * score);
        }

        return sum / targets.Length;
    }

    public override void Predict(double[][] scores)
    {
        double[] all = scores[0];
        for (int row = 0; row < all.Length; row++)
        {
            all[row] = Sigmoid(all[row]);
        }
    }

    public override bool IsValid(double target) => target is 0 or 1;

    private static double Sigmoid(double score) => 1 / (1 + Math.Exp(-score));
}
