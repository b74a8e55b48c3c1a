using System.Text;
using Likeness.Compute.Cpu;
using Likeness.Evaluation.Windows;

namespace Likeness.Tests.Evaluation.Windows;

public sealed class DirichletNGramsTests
{
    private const int Order = 6;

    [Fact]
    public void Bits_are_those_of_the_formula()
    {
        GoldenGrams golden = GoldenSequences.All.Grams;
        DirichletNGrams grams = Counted(golden.First, golden.Second);
        double[] real = new double[Order];
        double[] other = new double[Order];
        double[] both = new double[Order];
        for (int i = 0; i < golden.Scored.Length; i++)
        {
            grams.Score(Encoding.ASCII.GetBytes(golden.Scored[i]), real, other, both);
            AssertEqual(golden.ByFirst[i], real);
            AssertEqual(golden.BySecond[i], other);
            AssertEqual(golden.ByBoth[i], both);
        }

        static void AssertEqual(double[] expected, double[] actual) =>
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void Probabilities_of_all_bytes_sum_to_1()
    {
        DirichletNGrams grams = Counted(["abracadabra", "abba"], ["cab"]);
        byte[] text = "abracad?"u8.ToArray();
        double sum = 0;
        for (int last = 0; last < 256; last++)
        {
            text[^1] = (byte)last;
            sum += Math.Pow(2, Bits(grams, text[..^1]) - Bits(grams, text));
        }

        Assert.Equal(1, sum, 1e-9);
    }

    [Fact]
    public void Many_counts_leave_probabilities_above_0()
    {
        var random = new PhiloxRandom(3, 0);
        var grams = new DirichletNGrams(DirichletNGrams.MaxOrder);
        byte[] window = new byte[4096];
        for (int i = 0; i < 50; i++)
        {
            Array.ForEach([.. Enumerable.Range(0, window.Length)], at => window[at] = (byte)random.NextInt(2));
            grams.Add(window, isOther: false);
        }

        double[] bits = new double[DirichletNGrams.MaxOrder];
        grams.Score([0, 0, 0, 0, 0, 0, 0, 255, 255, 0, 255], bits, new double[7], new double[7]);
        Assert.All(bits, each => Assert.InRange(each, 10, 500));
    }

    private static double Bits(DirichletNGrams grams, byte[] text)
    {
        double[] both = new double[Order];
        grams.Score(text, new double[Order], new double[Order], both);
        return both[^1];
    }

    private static DirichletNGrams Counted(string[] first, string[] second)
    {
        var grams = new DirichletNGrams(Order);
        Array.ForEach(first, text => grams.Add(Encoding.ASCII.GetBytes(text), isOther: false));
        Array.ForEach(second, text => grams.Add(Encoding.ASCII.GetBytes(text), isOther: true));
        return grams;
    }
}
