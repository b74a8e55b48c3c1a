using System.Collections;
using System.Globalization;

namespace Likeness.Data.Kinds;

/// <summary>Whole numbers as texts, made where one is asked for.</summary>
/// <param name="numbers">The numbers.</param>
internal sealed class NumeralList(double[] numbers) : IReadOnlyList<string>
{
    public int Count => numbers.Length;

    public string this[int index] => numbers[index].ToString("F0", CultureInfo.InvariantCulture);

    public IEnumerator<string> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
