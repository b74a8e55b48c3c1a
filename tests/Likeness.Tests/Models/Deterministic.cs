using System.Runtime.InteropServices;
using Likeness.Nn;

namespace Likeness.Tests.Models;

/// <summary>The deterministic numbers of tests/golden/deterministic.py, and the values that its scripts stored.</summary>
internal static class Deterministic
{
    public static float[] Numbers(int count, int index, double bound)
    {
        var numbers = new float[count];
        for (int i = 1; i <= count; i++)
        {
            numbers[i - 1] = (float)(bound * Math.Sin((0.7390851 * i * i) + (78.233 * (index + 1))));
        }

        return numbers;
    }

    public static void Fill(ParameterSet parameters, double scale = 1)
    {
        for (int i = 0; i < parameters.Trained.Count; i++)
        {
            var parameter = parameters.Trained[i];
            Numbers(parameter.Shape.Count, i, scale / Math.Sqrt(parameter.Shape[-1])).CopyTo(parameter.Values);
        }
    }

    /// <summary>The digest that the scripts store of an array: some of its values, and sums.</summary>
    public static (float[] Values, float[] Sums) Brief(float[] values)
    {
        if (values.Length <= 500)
        {
            return (values, []);
        }

        int step = values.Length / 120;
        while (Enumerable.Range(2, step - 2).Any(i => step % i == 0))
        {
            step++;
        }

        var sums = new double[127];
        float[] weights = Numbers(values.Length, 3000, 1);
        for (int i = 0; i < values.Length; i++)
        {
            sums[i % sums.Length] += (double)values[i] * weights[i];
        }

        return ([.. values.Where((_, i) => i % step == 0)], Array.ConvertAll(sums, sum => (float)sum));
    }

    public static float[] Unpack(string base64) =>
        MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(base64)).ToArray();
}

/// <summary>A loss, its gradients and the parameters after one step of Adam at 1e-3, as computed by PyTorch.</summary>
internal record GoldenStep(double Loss, string Gradient, string Stepped);
