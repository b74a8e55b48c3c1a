namespace Likeness.Trees;

/// <summary>½·(score − target)².</summary>
internal sealed class SquaredErrorLoss : BoostingLoss
{
    public override int Outputs => 1;

    public override double[] Baseline(ReadOnlySpan<double> targets)
    {
        double sum = 0;
        foreach (double target in targets)
        {
            sum += target;
        }

        return [sum / targets.Length];
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
            gradients[0][row] = scores[0][row] - targets[row];
            hessians[0][row] = 1;
        }
    }

    public override double Mean(double[][] scores, ReadOnlySpan<double> targets)
    {
        double sum = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            double error = scores[0][row] - targets[row];
            sum += error * error / 2;
        }

        return sum / targets.Length;
    }

    public override void Predict(double[][] scores) { }

    public override bool IsValid(double target) => double.IsFinite(target);

    public override int Class(double target) => 0;
}
