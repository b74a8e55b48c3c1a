namespace Likeness.Trees;

/// <summary>−log softmax(scores)[target], for targets 0 … classes − 1. The second derivatives are the diagonal of the Hessian.</summary>
internal sealed class SoftmaxLoss : BoostingLoss
{
    public SoftmaxLoss(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        Outputs = classes;
    }

    public override int Outputs { get; }

    public override double[] Baseline(ReadOnlySpan<double> targets)
    {
        var rows = new int[Outputs];
        foreach (double target in targets)
        {
            rows[(int)target]++;
        }

        int all = targets.Length;
        return [.. rows.Select(count => Math.Log(Inside((double)count / all, all)))];
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
            Normalise(scores, gradients, row);
            for (int output = 0; output < Outputs; output++)
            {
                double probability = gradients[output][row];
                gradients[output][row] = probability - ((int)targets[row] == output ? 1 : 0);
                hessians[output][row] = probability * (1 - probability);
            }
        }
    }

    public override double Mean(double[][] scores, ReadOnlySpan<double> targets)
    {
        double sum = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            double largest = Largest(scores, row);
            double total = 0;
            for (int output = 0; output < Outputs; output++)
            {
                total += Math.Exp(scores[output][row] - largest);
            }

            sum += Math.Log(total) + largest - scores[(int)targets[row]][row];
        }

        return sum / targets.Length;
    }

    public override void Predict(double[][] scores)
    {
        for (int row = 0; row < scores[0].Length; row++)
        {
            Normalise(scores, scores, row);
        }
    }

    public override bool IsValid(double target) => target >= 0 && target < Outputs && target == Math.Floor(target);

    private void Normalise(double[][] scores, double[][] probabilities, int row)
    {
        double largest = Largest(scores, row);
        double total = 0;
        for (int output = 0; output < Outputs; output++)
        {
            double odds = Math.Exp(scores[output][row] - largest);
            probabilities[output][row] = odds;
            total += odds;
        }

        for (int output = 0; output < Outputs; output++)
        {
            probabilities[output][row] /= total;
        }
    }

    private double Largest(double[][] scores, int row)
    {
        double largest = scores[0][row];
        for (int output = 1; output < Outputs; output++)
        {
            largest = Math.Max(largest, scores[output][row]);
        }

        return largest;
    }
}
