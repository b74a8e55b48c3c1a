namespace Likeness.Numerics;

/// <summary>The number at a place in the order of numbers, without sorting all of them.</summary>
internal static class Selection
{
    /// <summary>The number that would be at a place.</summary>
    /// <param name="numbers">The numbers, none of which is NaN; their order changes.</param>
    /// <param name="place">The place.</param>
    public static double At(Span<double> numbers, int place)
    {
        var (first, last) = (0, numbers.Length - 1);
        while (first < last)
        {
            double pivot = numbers[(first + last) / 2];
            var (low, high) = (first, last);
            while (low <= high)
            {
                while (numbers[low] < pivot)
                {
                    low++;
                }

                while (numbers[high] > pivot)
                {
                    high--;
                }

                if (low <= high)
                {
                    (numbers[low], numbers[high]) = (numbers[high], numbers[low]);
                    low++;
                    high--;
                }
            }

            // What is between both is the pivot.
            if (place > high && place < low)
            {
                return numbers[place];
            }

            (first, last) = place <= high ? (first, high) : (low, last);
        }

        return numbers[place];
    }
}
